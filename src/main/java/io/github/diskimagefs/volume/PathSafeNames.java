package io.github.diskimagefs.volume;

/** What every volume does to the names that it shows. */
public final class PathSafeNames {
  private PathSafeNames() {}

  /**
   * A name that a path can hold: {@code /} and NUL become {@code _}; so do {@code .}, {@code ..}
   * and the empty name, which would mean something else.
   */
  public static String clean(String name) {
    String clean = name;
    if (clean.indexOf('/') >= 0) {
      clean = clean.replace('/', '_');
    }
    if (clean.indexOf('\0') >= 0) {
      clean = clean.replace('\0', '_');
    }
    if (clean.length() <= 2) {
      if (clean.isEmpty() || clean.equals(".")) {
        return "_";
      }
      if (clean.equals("..")) {
        return "__";
      }
    }
    return clean;
  }

  /** The name with letter case taken out, character by character; the length stays. */
  public static String foldCase(String name) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      if (fold(name.charAt(i)) != name.charAt(i)) {
        char[] folded = name.toCharArray();
        for (; i < length; i++) {
          folded[i] = fold(folded[i]);
        }
        return new String(folded);
      }
    }
    return name;
  }

  private static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
