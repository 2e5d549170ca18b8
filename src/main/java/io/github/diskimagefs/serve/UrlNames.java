package io.github.diskimagefs.serve;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of entries as segments of a URL's path: percent-encoded UTF-8. A surrogate without its
 * partner is written in three bytes, as WTF-8 does, so that every string has a URL.
 */
final class UrlNames {
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private UrlNames() {}

  /** Returns a name with every byte encoded that is not unreserved in RFC 3986. */
  static String encode(String name) {
    StringBuilder encoded = new StringBuilder(name.length() + 16);
    name.codePoints().forEach(c -> append(encoded, c));
    return encoded.toString();
  }

  private static void append(StringBuilder encoded, int c) {
    if (c < 0x80) {
      if (isUnreserved(c)) {
        encoded.append((char) c);
      } else {
        octet(encoded, c);
      }
    } else if (c < 0x800) {
      octet(encoded, 0xC0 | c >> 6);
      octet(encoded, 0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      octet(encoded, 0xE0 | c >> 12);
      octet(encoded, 0x80 | (c >> 6 & 0x3F));
      octet(encoded, 0x80 | (c & 0x3F));
    } else {
      octet(encoded, 0xF0 | c >> 18);
      octet(encoded, 0x80 | (c >> 12 & 0x3F));
      octet(encoded, 0x80 | (c >> 6 & 0x3F));
      octet(encoded, 0x80 | (c & 0x3F));
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static void octet(StringBuilder encoded, int octet) {
    encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
  }

  /**
   * Splits the path of a request, as it was sent, at its slashes.
   *
   * @param path a path without the slash at its start
   * @return the segments, encoded; none is empty, so that a slash at the end is gone
   * @throws HttpFailure if two slashes follow each other
   */
  static List<String> split(String path) throws HttpFailure {
    List<String> segments = new ArrayList<>();
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end == start) {
        throw new HttpFailure(HttpFailure.BAD_REQUEST, "empty name in the path");
      }
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    return segments;
  }

  /**
   * Decodes a segment once.
   *
   * @throws HttpFailure if it is malformed, a relative step, or more than one name
   */
  static String decode(String segment) throws HttpFailure {
    String name = text(octets(segment));
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new HttpFailure(HttpFailure.BAD_REQUEST, "not the name of an entry in the path");
    }
    return name;
  }

  /** The server reads the request line as ISO 8859-1, so a character of it is a byte. */
  private static byte[] octets(String segment) throws HttpFailure {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(segment.charAt(i + 2), 16);
        if (low < 0) {
          throw malformed();
        }
        octets.write(high << 4 | low);
        i += 2;
      } else if (c > 0xFF) {
        throw malformed();
      } else {
        octets.write(c);
      }
    }
    return octets.toByteArray();
  }

  private static String text(byte[] octets) throws HttpFailure {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; ) {
      int lead = octets[i] & 0xFF;
      int more = lead < 0x80 ? 0 : lead < 0xC0 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
      if (more < 0 || lead > 0xF4 || i + more >= octets.length) {
        throw malformed();
      }
      int c = more == 0 ? lead : lead & 0x3F >> more;
      for (int k = 1; k <= more; k++) {
        int next = octets[i + k] & 0xFF;
        if (next >> 6 != 2) {
          throw malformed();
        }
        c = c << 6 | (next & 0x3F);
      }
      if (c > Character.MAX_CODE_POINT || c < smallest(more)) {
        throw malformed();
      }
      text.appendCodePoint(c);
      i += more + 1;
    }
    return text.toString();
  }

  /** Returns the smallest code point that needs so many bytes after the first. */
  private static int smallest(int more) {
    return more == 0 ? 0 : more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
  }

  private static HttpFailure malformed() {
    return new HttpFailure(HttpFailure.BAD_REQUEST, "malformed encoding in the path");
  }
}
