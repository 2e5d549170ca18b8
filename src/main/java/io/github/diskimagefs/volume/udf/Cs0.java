package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.StandardCharsets;

/**
 * OSTA CS0 text, UDF 2.1.1: a compression identifier, then characters of 8 or 16 bits (the latter
 * big-endian, surrogate pairs as UTF-16).
 */
final class Cs0 {
  private Cs0() {}

  /** Characters that fill a field, its compression identifier first. */
  static String text(Struct struct, int offset, int length) throws MalformedImageException {
    if (length <= 1) {
      return "";
    }
    int compression = struct.u8(offset);
    // 254 and 255 mark identifiers of deleted entries (UDF 2.01 2.3.4.6); the text is the same.
    boolean wide = compression == 16 || compression == 255;
    if (!wide) {
      return struct.text(offset + 1, length - 1, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(length / 2);
    for (int i = offset + 1; i + 1 < offset + length; i += 2) {
      text.append((char) ((struct.u8(i) << 8) | struct.u8(i + 1)));
    }
    return withoutLoneSurrogates(text);
  }

  /** A fixed-length field, ECMA-167 1/7.2.12: its last byte counts the bytes in use. */
  static String dstring(Struct struct, int offset, int size) throws MalformedImageException {
    int used = Math.min(struct.u8(offset + size - 1), size - 1);
    String text = text(struct, offset, used);
    int end = text.indexOf(0);
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /** Half a pair names no character and cannot be written in a URI. */
  private static String withoutLoneSurrogates(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text.setCharAt(i, '\uFFFD');
      }
    }
    return text.toString();
  }
}
