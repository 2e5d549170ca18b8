package io.github.diskimagefs.serve;

import java.io.IOException;
import java.util.Map;

/** JSON, written member by member. It is ASCII: other characters are escaped. */
final class JsonWriter {
  private final Appendable out;

  /** Whether a comma is needed before the next value. */
  private boolean comma;

  JsonWriter(Appendable out) {
    this.out = out;
  }

  JsonWriter beginObject() throws IOException {
    return open('{');
  }

  JsonWriter endObject() throws IOException {
    return close('}');
  }

  JsonWriter beginArray() throws IOException {
    return open('[');
  }

  JsonWriter endArray() throws IOException {
    return close(']');
  }

  /** Ends a line, so that the next value stands alone. */
  JsonWriter endLine() throws IOException {
    out.append('\n');
    comma = false;
    return this;
  }

  /** Writes the name of a member, whose value follows. */
  JsonWriter name(String name) throws IOException {
    separate();
    quote(name);
    out.append(':');
    comma = false;
    return this;
  }

  JsonWriter value(String text) throws IOException {
    separate();
    quote(text);
    return this;
  }

  JsonWriter value(long number) throws IOException {
    separate();
    out.append(Long.toString(number));
    return this;
  }

  JsonWriter value(boolean truth) throws IOException {
    separate();
    out.append(Boolean.toString(truth));
    return this;
  }

  JsonWriter member(String name, String text) throws IOException {
    return name(name).value(text);
  }

  JsonWriter member(String name, long number) throws IOException {
    return name(name).value(number);
  }

  JsonWriter member(String name, boolean truth) throws IOException {
    return name(name).value(truth);
  }

  /** Writes a member whose value is an object of texts. */
  JsonWriter member(String name, Map<String, String> texts) throws IOException {
    name(name).beginObject();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      member(each.getKey(), each.getValue());
    }
    return endObject();
  }

  /** Writes a member whose value is an array of texts. */
  JsonWriter member(String name, Iterable<String> texts) throws IOException {
    name(name).beginArray();
    for (String text : texts) {
      value(text);
    }
    return endArray();
  }

  private JsonWriter open(char bracket) throws IOException {
    separate();
    out.append(bracket);
    comma = false;
    return this;
  }

  private JsonWriter close(char bracket) throws IOException {
    out.append(bracket);
    comma = true;
    return this;
  }

  private void separate() throws IOException {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  private void quote(String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F && c != '<') {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
  }
}
