package io.github.diskimagefs.options;

import java.nio.charset.StandardCharsets;

/**
 * Names in URIs: percent-encoded UTF-8. A lone surrogate, which UTF-8 cannot encode, is written as
 * the three bytes of its number, so that every name survives a round trip.
 */
public final class UriText {
  private static final String PLAIN = "-_.~*'():@&=+$,;/";
  private static final String HEX = "0123456789ABCDEF";

  private UriText() {}

  /** Encodes a path, including {@code !}, which separates an image from the path in it. */
  public static String encode(String path) {
    int plain = 0;
    while (plain < path.length() && isPlain(path.charAt(plain))) {
      plain++;
    }
    if (plain == path.length()) {
      return path;
    }
    StringBuilder uri = new StringBuilder(path.length() + 16).append(path, 0, plain);
    int next;
    for (int i = plain; i < path.length(); i = next) {
      int c = path.codePointAt(i);
      next = i + Character.charCount(c);
      if (isPlain(c)) {
        uri.append((char) c);
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        escape(uri, 0xE0 | c >> 12);
        escape(uri, 0x80 | (c >> 6 & 0x3F));
        escape(uri, 0x80 | (c & 0x3F));
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          escape(uri, b & 0xFF);
        }
      }
    }
    return uri.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static void escape(StringBuilder uri, int octet) {
    uri.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
  }

  /**
   * Decodes a part of a URI, once.
   *
   * @throws IllegalArgumentException if an escape is no part of UTF-8, or is NUL
   */
  public static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '%') {
        text.append(c);
        i++;
        continue;
      }
      int first = octet(raw, i);
      int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || first == 0) {
        throw bad(raw);
      }
      int codePoint = length == 1 ? first : first & (0xFF >> (length + 1));
      for (int k = 1; k < length; k++) {
        int more = octet(raw, i + 3 * k);
        if ((more & 0xC0) != 0x80) {
          throw bad(raw);
        }
        codePoint = (codePoint << 6) | (more & 0x3F);
      }
      if ((length == 3 && codePoint < 0x800)
          || (length == 4 && codePoint < 0x10000)
          || codePoint > Character.MAX_CODE_POINT) {
        throw bad(raw);
      }
      text.appendCodePoint(codePoint);
      i += 3 * length;
    }
    return text.toString();
  }

  private static int octet(String raw, int offset) {
    if (offset + 3 > raw.length() || raw.charAt(offset) != '%') {
      throw bad(raw);
    }
    int high = Character.digit(raw.charAt(offset + 1), 16);
    int low = Character.digit(raw.charAt(offset + 2), 16);
    if (high < 0 || low < 0) {
      throw bad(raw);
    }
    return high << 4 | low;
  }

  private static IllegalArgumentException bad(String raw) {
    return new IllegalArgumentException("not percent-encoded UTF-8: " + raw);
  }
}
