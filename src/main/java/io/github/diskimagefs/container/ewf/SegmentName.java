package io.github.diskimagefs.container.ewf;

import java.util.Locale;

/**
 * The names of the segments by that of the first one: {@code .E01} to {@code .E99}, {@code .EAA} to
 * {@code .EZZ}, {@code .FAA} to {@code .ZZZ}; those of SMART start with {@code .s01}.
 */
final class SegmentName {
  private static final int LETTERS = 26;
  private static final int LAST_DECIMAL = 99;

  private SegmentName() {}

  /**
   * Returns the name of a segment.
   *
   * @param number from 1
   * @return null if there are no more names
   */
  static String of(String first, int number) {
    int dot = first.lastIndexOf('.');
    String extension = dot < 0 ? "" : first.substring(dot + 1);
    boolean usual = extension.matches("[A-Za-z]01");
    String base = usual ? first.substring(0, dot + 1) : first + '.';
    char letter = usual ? extension.charAt(0) : 'E';
    if (number <= LAST_DECIMAL) {
      return base + letter + String.format(Locale.ROOT, "%02d", number);
    }
    int index = number - LAST_DECIMAL - 1;
    boolean upper = Character.isUpperCase(letter);
    int leading = letter + index / (LETTERS * LETTERS);
    if (leading > (upper ? 'Z' : 'z')) {
      return null;
    }
    char a = upper ? 'A' : 'a';
    return base
        + (char) leading
        + (char) (a + index / LETTERS % LETTERS)
        + (char) (a + index % LETTERS);
  }
}
