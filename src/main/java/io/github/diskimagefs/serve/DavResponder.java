package io.github.diskimagefs.serve;

import com.sun.net.httpserver.Headers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * The method PROPFIND of WebDAV (RFC 4918). A symbolic link is shown as its target; one to a folder
 * that contains it is left out, because a client that copies the tree would never end.
 */
final class DavResponder {
  private static final int MULTI_STATUS = 207;
  private static final String XML = "application/xml; charset=utf-8";
  private static final String INFINITE =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <D:error xmlns:D="DAV:"><D:propfind-finite-depth/></D:error>
      """;

  private final FileResponder files;
  private final String prefix;

  /**
   * Creates a responder.
   *
   * @param prefix the path of the root, with slashes at start and end
   */
  DavResponder(FileResponder files, String prefix) {
    this.files = files;
    this.prefix = prefix;
  }

  void propfind(Response response, Headers request, InputStream body, ServedEntry entry)
      throws IOException {
    String depth = request.getFirst("Depth");
    PropfindRequest asked = PropfindRequest.read(body);
    Path path = entry.path();
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!"0".equals(depth) && !"1".equals(depth)) {
      if (depth != null && !depth.equalsIgnoreCase("infinity")) {
        throw new HttpFailure(HttpFailure.BAD_REQUEST, "malformed header Depth");
      }
      if (attributes.isDirectory()) {
        response.send(HttpFailure.FORBIDDEN, XML, INFINITE.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    String href = entry.href();
    String folder = prefix + href + (href.isEmpty() ? "" : "/");
    if ("1".equals(depth) && attributes.isDirectory()) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        Set<Object> above = ancestors(path);
        BufferedWriter writer = writer(response);
        XmlWriter xml = begin(writer);
        entry(xml, asked, folder, name(entry), attributes);
        for (Path child : children) {
          child(xml, asked, folder, child, above);
        }
        end(xml, writer);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    } else {
      BufferedWriter writer = writer(response);
      XmlWriter xml = begin(writer);
      entry(xml, asked, attributes.isDirectory() ? folder : prefix + href, name(entry), attributes);
      end(xml, writer);
    }
  }

  private static BufferedWriter writer(Response response) throws IOException {
    response.header("Content-Type", XML);
    return new BufferedWriter(
        new OutputStreamWriter(response.chunked(MULTI_STATUS), StandardCharsets.UTF_8));
  }

  private static XmlWriter begin(BufferedWriter writer) throws IOException {
    return new XmlWriter(writer).start("D:multistatus xmlns:D=\"DAV:\"");
  }

  /** Completes the body; after an error it must stay incomplete. */
  private static void end(XmlWriter xml, BufferedWriter writer) throws IOException {
    xml.end("D:multistatus");
    writer.close();
  }

  private static String name(ServedEntry entry) {
    List<ServedEntry.Crumb> crumbs = entry.crumbs();
    return crumbs.isEmpty() ? entry.imageName() : crumbs.get(crumbs.size() - 1).name();
  }

  /** Returns the real paths of a folder and of the folders on the way to it. */
  private static Set<Object> ancestors(Path path) throws IOException {
    Set<Object> above = new HashSet<>();
    for (Path each = path; each != null; each = each.getParent()) {
      above.add(each.toRealPath());
    }
    return above;
  }

  private void child(
      XmlWriter xml, PropfindRequest asked, String folder, Path child, Set<Object> above)
      throws IOException {
    String name = child.getFileName().toString();
    String href = folder + UrlNames.encode(name);
    try {
      BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        if (!Files.isSymbolicLink(child) || !above.contains(child.toRealPath())) {
          entry(xml, asked, href + '/', name, attributes);
        }
      } else if (attributes.isRegularFile()) {
        entry(xml, asked, href, name, attributes);
      }
    } catch (IOException e) {
      if (!Files.isSymbolicLink(child)) {
        xml.start("D:response")
            .element("D:href", href)
            .element("D:status", "HTTP/1.1 500 Internal Server Error")
            .end("D:response");
      }
    }
  }

  private void entry(
      XmlWriter xml,
      PropfindRequest asked,
      String href,
      String name,
      BasicFileAttributes attributes)
      throws IOException {
    Map<String, String> properties = properties(name, attributes);
    List<QName> missing = new ArrayList<>();
    List<String> found = new ArrayList<>();
    if (asked.kind() == PropfindRequest.Kind.LISTED) {
      for (QName property : asked.names()) {
        if (property.getNamespaceURI().equals(PropfindRequest.DAV)
            && properties.containsKey(property.getLocalPart())) {
          found.add(property.getLocalPart());
        } else {
          missing.add(property);
        }
      }
    } else {
      found.addAll(properties.keySet());
    }
    xml.start("D:response").element("D:href", href);
    if (!found.isEmpty() || missing.isEmpty()) {
      xml.start("D:propstat").start("D:prop");
      for (String property : found) {
        String value = properties.get(property);
        if (asked.kind() == PropfindRequest.Kind.NAMES || value.isEmpty()) {
          xml.empty("D:" + property);
        } else if (property.equals("resourcetype")) {
          xml.start("D:resourcetype").empty(value).end("D:resourcetype");
        } else {
          xml.element("D:" + property, value);
        }
      }
      xml.end("D:prop").element("D:status", "HTTP/1.1 200 OK").end("D:propstat");
    }
    if (!missing.isEmpty()) {
      xml.start("D:propstat").start("D:prop");
      for (QName property : missing) {
        String namespace = XmlWriter.escape(property.getNamespaceURI());
        // The name was read from valid XML, so it is valid markup.
        xml.empty(
            namespace.isEmpty()
                ? property.getLocalPart()
                : "x:" + property.getLocalPart() + " xmlns:x=\"" + namespace + '"');
      }
      xml.end("D:prop").element("D:status", "HTTP/1.1 404 Not Found").end("D:propstat");
    }
    xml.end("D:response");
  }

  /** Returns the values of the properties in the namespace of WebDAV. */
  private Map<String, String> properties(String name, BasicFileAttributes attributes) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("displayname", name);
    properties.put("resourcetype", attributes.isDirectory() ? "D:collection" : "");
    if (attributes.isRegularFile()) {
      properties.put("getcontentlength", Long.toString(attributes.size()));
      properties.put("getcontenttype", MediaTypes.of(name));
      properties.put("getetag", files.validator(attributes).tag());
    }
    FileTime modified = attributes.lastModifiedTime();
    if (Validator.known(modified.toInstant())) {
      properties.put("getlastmodified", Validator.httpDate(modified.toInstant()));
    }
    FileTime created = attributes.creationTime();
    if (Validator.known(created.toInstant())) {
      properties.put(
          "creationdate", created.toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    properties.put("supportedlock", "");
    return properties;
  }
}
