package io.github.diskimagefs.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An object of JSON (RFC 8259) on one line. Its texts are read back exactly as put in. */
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  /** Adds a text, or null. */
  JsonLine put(String key, String value) {
    key(key);
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** Adds a number. */
  JsonLine put(String key, long value) {
    key(key).append(value);
    return this;
  }

  /** Adds true or false. */
  JsonLine put(String key, boolean value) {
    key(key).append(value);
    return this;
  }

  /** Adds an object whose members are texts. */
  JsonLine put(String key, Map<String, String> members) {
    JsonLine object = new JsonLine();
    members.forEach(object::put);
    key(key).append(object);
    return this;
  }

  /** Adds an array of objects. */
  JsonLine put(String key, List<JsonLine> objects) {
    key(key).append('[');
    for (int i = 0; i < objects.size(); i++) {
      text.append(i == 0 ? "" : ",").append(objects.get(i));
    }
    text.append(']');
    return this;
  }

  /** Adds an array of texts. */
  JsonLine putTexts(String key, List<String> values) {
    key(key).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",");
      quote(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** Adds an array of numbers. */
  JsonLine putNumbers(String key, List<Integer> values) {
    key(key).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i));
    }
    text.append(']');
    return this;
  }

  private StringBuilder key(String key) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(key);
    return text.append(':');
  }

  /** Escapes all characters that are not visible too, so that the line is safe on a terminal. */
  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      int length = Character.charCount(c);
      if (c == '"' || c == '\\') {
        text.append('\\').append((char) c);
      } else if (c < ' ' || c == 0x7F || DisplayText.isInvisible(c)) {
        for (int unit = i; unit < i + length; unit++) {
          text.append(String.format(Locale.ROOT, "\\u%04x", (int) value.charAt(unit)));
        }
      } else {
        text.appendCodePoint(c);
      }
      i += length;
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
