package io.github.diskimagefs.container.split;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a part of a split image.
 *
 * @param stem the name before the part's number, with the dot
 * @param suffix the number as written
 * @param letters whether letters count, from {@code a}
 */
record PartName(String stem, String suffix, boolean letters) {
  private static final Pattern DIGITS =
      Pattern.compile("(?is)(.+\\.)(?:(part)([0-9]{1,4})|()([0-9]{2,5}))");
  private static final Pattern LETTERS =
      Pattern.compile("(?is)(.+\\.)(?:(part)([a-z]{2,3})|()([a-z]{2,3}))");

  /** Reads a name; returns null if it is not that of a part. */
  static PartName of(String name) {
    Matcher digits = DIGITS.matcher(name);
    if (digits.matches()) {
      return of(digits, false);
    }
    Matcher letters = LETTERS.matcher(name);
    return letters.matches() ? of(letters, true) : null;
  }

  private static PartName of(Matcher name, boolean letters) {
    boolean named = name.group(2) != null;
    String stem = name.group(1) + (named ? name.group(2) : "");
    return new PartName(stem, named ? name.group(3) : name.group(5), letters);
  }

  /** Returns the number; that of {@code aa} is 0. */
  long number() {
    if (!letters) {
      return Long.parseLong(suffix);
    }
    long number = 0;
    for (char c : suffix.toLowerCase(Locale.ROOT).toCharArray()) {
      number = number * 26 + (c - 'a');
    }
    return number;
  }

  /** Returns whether the first part of an image may have this name. */
  boolean isFirst() {
    return number() == 0 || (number() == 1 && !letters);
  }

  /** Returns the name of another part; null if the digits or letters do not suffice. */
  String of(long number) {
    if (!letters) {
      return stem + String.format(Locale.ROOT, "%0" + suffix.length() + "d", number);
    }
    char[] text = suffix.toCharArray();
    long left = number;
    for (int i = text.length - 1; i >= 0; i--) {
      char a = Character.isUpperCase(text[i]) ? 'A' : 'a';
      text[i] = (char) (a + left % 26);
      left /= 26;
    }
    return left > 0 ? null : stem + new String(text);
  }

  /** Returns whether the numbers of later parts may have more digits, as 10 after 9. */
  boolean growsTo(PartName other) {
    return !letters && suffix.length() == 1 && other.suffix.charAt(0) != '0';
  }

  /** Returns the names that the first part may have. */
  List<String> firsts() {
    if (letters) {
      return List.of(of(0));
    }
    boolean plain = suffix.charAt(0) != '0' && of(stem + "1") != null;
    return plain ? List.of(of(0), of(1), stem + "0", stem + "1") : List.of(of(0), of(1));
  }

  /** Returns the name of the joined image. */
  String whole() {
    String name = stem.endsWith(".") ? stem : stem.substring(0, stem.length() - "part".length());
    return name.substring(0, name.length() - 1);
  }
}
