package io.github.diskimagefs.cli;

/** Text from images in a form that is safe to show. */
final class DisplayText {
  private static final int VARIATION_SELECTORS_FIRST = 0xFE00;
  private static final int VARIATION_SELECTORS_LAST = 0xFE0F;
  private static final int COMBINING_GRAPHEME_JOINER = 0x034F;

  /** Letters without a glyph: the fillers of Hangul, and the blank of Braille. */
  private static final String FILLERS = "\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

  private DisplayText() {}

  /** Returns one line without control characters. */
  static String oneLine(String text) {
    return isOneLine(text) ? text : text.replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cc}", "?");
  }

  /** Returns a name with a mark in place of each control character, line breaks among them. */
  static String name(String text) {
    return isOneLine(text) ? text : text.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?");
  }

  /** Most names are, and need no regular expression. */
  private static boolean isOneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7F && c <= 0x9F) || c == '\u2028' || c == '\u2029') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the text with an escape in place of each character that has no width or changes the
   * direction of others, because a name could look like another one by them.
   */
  static String visible(String text) {
    if (isAscii(text) || text.codePoints().noneMatch(DisplayText::isInvisible)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                visible.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }

  /** Returns whether a character has no width or changes the direction of others. */
  static boolean isInvisible(int c) {
    if (c < 0x80) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || c == COMBINING_GRAPHEME_JOINER
        || (c >= VARIATION_SELECTORS_FIRST && c <= VARIATION_SELECTORS_LAST)
        || (c >= 0x180B && c <= 0x180F) // Mongolian variation selectors
        || (c >= 0xE0000 && c <= 0xE0FFF) // tags and further variation selectors
        || FILLERS.indexOf(c) >= 0;
  }

  /** Returns the number of columns of a terminal that the text takes. */
  static int columns(String text) {
    return text.codePoints().map(DisplayText::columns).sum();
  }

  /** Returns the end of a text, with a mark at its start if it does not fit. */
  static String tail(String text, int columns) {
    if (columns(text) <= columns) {
      return text;
    }
    int start = text.length();
    int taken = 1; // the mark
    while (start > 0) {
      int c = text.codePointBefore(start);
      taken += columns(c);
      if (taken > columns) {
        break;
      }
      start -= Character.charCount(c);
    }
    while (start < text.length() && columns(text.codePointAt(start)) == 0) {
      start += Character.charCount(text.codePointAt(start)); // accents of a character left out
    }
    return "…" + text.substring(start);
  }

  /** As wcwidth: 0 for combining characters, 2 for wide ones (Unicode Standard Annex 11). */
  private static int columns(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || (c >= 0x1160 && c <= 0x11FF)) { // vowels and final consonants of Hangul
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F) // Hangul Jamo
        || (c >= 0x2E80 && c <= 0x303E) // radicals, CJK punctuation
        || (c >= 0x3041 && c <= 0xA4CF) // Kana to Yi
        || (c >= 0xA960 && c <= 0xA97F) // Hangul Jamo Extended-A
        || (c >= 0xAC00 && c <= 0xD7A3) // Hangul syllables
        || (c >= 0xF900 && c <= 0xFAFF) // CJK compatibility ideographs
        || (c >= 0xFE30 && c <= 0xFE6F) // CJK compatibility forms
        || (c >= 0xFF01 && c <= 0xFF60) // full-width forms
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1F64F) // pictographs, emoticons
        || (c >= 0x1F680 && c <= 0x1F6FF)
        || (c >= 0x1F900 && c <= 0x1F9FF)
        || (c >= 0x20000 && c <= 0x3FFFD); // ideographs
  }
}
