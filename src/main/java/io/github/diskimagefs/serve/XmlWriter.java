package io.github.diskimagefs.serve;

import java.io.IOException;

/** XML, element by element; text is escaped, and characters that XML cannot hold are replaced. */
final class XmlWriter {
  private static final char REPLACEMENT = '\uFFFD';

  private final Appendable out;

  XmlWriter(Appendable out) throws IOException {
    this.out = out;
    out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  }

  /** Starts an element; the tag is markup, with its prefix and attributes. */
  XmlWriter start(String tag) throws IOException {
    out.append('<').append(tag).append('>');
    return this;
  }

  XmlWriter end(String name) throws IOException {
    out.append("</").append(name).append('>');
    return this;
  }

  /** Writes an empty element. */
  XmlWriter empty(String tag) throws IOException {
    out.append('<').append(tag).append("/>");
    return this;
  }

  /** Writes an element with text in it. */
  XmlWriter element(String name, String text) throws IOException {
    return start(name).text(text).end(name);
  }

  private XmlWriter text(String text) throws IOException {
    out.append(escape(text));
    return this;
  }

  /** Returns text that is the same in an element and in an attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '&') {
                escaped.append("&amp;");
              } else if (c == '<') {
                escaped.append("&lt;");
              } else if (c == '>') {
                escaped.append("&gt;"); // of ]]> too
              } else if (c == '"') {
                escaped.append("&quot;");
              } else if (c == '\t' || c == '\n' || c == '\r') {
                escaped.append("&#").append(c).append(';');
              } else if (c < ' ' || c == 0xFFFE || c == 0xFFFF || isSurrogate(c)) {
                escaped.append(REPLACEMENT);
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
