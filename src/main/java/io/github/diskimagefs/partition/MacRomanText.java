package io.github.diskimagefs.partition;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Names and types that Apple's maps record as text. */
final class MacRomanText {
  private static final Charset ROMAN =
      Charset.isSupported("x-MacRoman")
          ? Charset.forName("x-MacRoman")
          : StandardCharsets.ISO_8859_1;

  private MacRomanText() {}

  /** Returns a text in MacRoman, up to its NUL if it has one. */
  static String text(Struct entry, int offset, int length) throws MalformedImageException {
    String text = entry.text(offset, length, ROMAN);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).trim();
  }
}
