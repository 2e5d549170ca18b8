package io.github.diskimagefs.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The body of a PROPFIND request (RFC 4918, section 9.1): which properties a client asks for. A
 * document type declaration is refused, so that no entity is expanded and nothing is fetched.
 *
 * @param kind all properties, their names, or those listed
 * @param names the properties listed; those beside all others for {@code ALL}
 */
record PropfindRequest(Kind kind, Set<QName> names) {
  static final String DAV = "DAV:";

  /** Size of the body; those of real clients have less than 1 KiB. */
  private static final int MAX_BODY_BYTES = 1 << 16;

  /** Properties listed: each is answered for each entry. RFC 4918 defines 10. */
  private static final int MAX_NAMES = 100;

  /** Elements in each other; the request has three levels. */
  private static final int MAX_DEPTH = 16;

  /** The form of the request. */
  enum Kind {
    /** {@code allprop}, or no body. */
    ALL,
    /** {@code propname}. */
    NAMES,
    /** {@code prop}. */
    LISTED
  }

  /**
   * Reads a body.
   *
   * @throws HttpFailure if it is too large, or is not a valid request
   */
  static PropfindRequest read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new HttpFailure(HttpFailure.CONTENT_TOO_LARGE, "the body is too large");
    }
    if (body.length == 0) {
      return new PropfindRequest(Kind.ALL, Set.of());
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw malformed();
    }
  }

  private static PropfindRequest read(XMLStreamReader reader)
      throws XMLStreamException, HttpFailure {
    Kind kind = null;
    Set<QName> names = new LinkedHashSet<>();
    QName[] open = new QName[MAX_DEPTH];
    int depth = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw malformed();
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      QName name = reader.getName();
      if (depth == MAX_DEPTH || (depth == 0 && !is(name, "propfind"))) {
        throw malformed();
      }
      if (depth == 1 && (is(name, "allprop") || is(name, "propname") || is(name, "prop"))) {
        if (kind != null) {
          throw malformed();
        }
        kind = is(name, "prop") ? Kind.LISTED : is(name, "allprop") ? Kind.ALL : Kind.NAMES;
      }
      if (depth == 2 && (is(open[1], "prop") || is(open[1], "include"))) {
        names.add(name);
        if (names.size() > MAX_NAMES) {
          throw new HttpFailure(HttpFailure.CONTENT_TOO_LARGE, "too many properties");
        }
      }
      open[depth++] = name;
    }
    if (kind == null) {
      throw malformed();
    }
    return new PropfindRequest(kind, names);
  }

  private static boolean is(QName name, String local) {
    return name.getNamespaceURI().equals(DAV) && name.getLocalPart().equals(local);
  }

  private static HttpFailure malformed() {
    return new HttpFailure(HttpFailure.BAD_REQUEST, "the body is not a valid propfind request");
  }
}
