package io.github.diskimagefs.serve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * JSON (RFC 8259) on one line, written member by member. Texts are read back exactly as they were
 * given: a surrogate without its partner is escaped, because UTF-8 cannot encode it.
 */
public final class JsonWriter {
  private static final int DELETE = 0x7F;

  private final IntPredicate escaped;
  private final StringBuilder text = new StringBuilder();

  /** Whether a comma is needed before the next value. */
  private boolean comma;

  /**
   * Creates an empty writer.
   *
   * @param escaped matches characters to escape beside the ones of JSON
   */
  public JsonWriter(IntPredicate escaped) {
    this.escaped = escaped;
  }

  /** Creates a writer of ASCII without {@code <}, which no reader takes for anything but JSON. */
  static JsonWriter ascii() {
    return new JsonWriter(c -> c > DELETE || c == '<');
  }

  /** Starts an object. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Ends an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Starts an array. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Ends an array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Writes the name of a member, whose value follows. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    text.append(':');
    comma = false;
    return this;
  }

  /** Writes a text; null if it is null. */
  public JsonWriter value(String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** Writes a number. */
  public JsonWriter value(long number) {
    separate();
    text.append(number);
    return this;
  }

  /** Writes true or false. */
  public JsonWriter value(boolean truth) {
    separate();
    text.append(truth);
    return this;
  }

  /** Writes a member whose value is a text, or null. */
  public JsonWriter member(String name, String value) {
    return name(name).value(value);
  }

  /** Writes a member whose value is a number. */
  public JsonWriter member(String name, long number) {
    return name(name).value(number);
  }

  /** Writes a member whose value is true or false. */
  public JsonWriter member(String name, boolean truth) {
    return name(name).value(truth);
  }

  /** Writes a member whose value is an object of texts. */
  public JsonWriter member(String name, Map<String, String> texts) {
    name(name).beginObject();
    texts.forEach(this::member);
    return endObject();
  }

  /** Writes a member whose value is an array of texts. */
  public JsonWriter member(String name, List<String> texts) {
    name(name).beginArray();
    texts.forEach(this::value);
    return endArray();
  }

  private JsonWriter open(char bracket) {
    separate();
    text.append(bracket);
    comma = false;
    return this;
  }

  private JsonWriter close(char bracket) {
    text.append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      text.append(',');
    }
    comma = true;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      int length = Character.charCount(c);
      if (c == '"' || c == '\\') {
        text.append('\\').append((char) c);
      } else if (c < ' ' || c == DELETE || isSurrogate(c) || escaped.test(c)) {
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

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** Returns the JSON written so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
