package io.github.diskimagefs.volume.apple;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * File names as macOS stores them and as paths show them.
 *
 * <p>The separator of stored names is {@code :}, so that {@code /} may be part of one; it is shown
 * as {@code :}. U+0000 is shown as its symbol U+2400, because no path may have it.
 */
public final class MacNames {
  private static final char NUL_SYMBOL = '\u2400';

  private MacNames() {}

  /** Returns the name to show, or null if no path can have it. */
  public static String shown(String stored) {
    if (stored.isEmpty() || stored.equals(".") || stored.equals("..")) {
      return null;
    }
    return stored.replace('/', ':').replace('\0', NUL_SYMBOL);
  }

  /** Returns the stored names that a shown name may stand for, the likeliest first. */
  public static Set<String> stored(String shown) {
    Set<String> names = new LinkedHashSet<>();
    String plain = shown.replace(':', '/');
    names.add(plain);
    names.add(shown);
    if (!ascii(plain)) {
      names.add(decompose(plain));
      // Not all writers decompose.
      names.add(Normalizer.normalize(plain, Normalizer.Form.NFC));
    }
    if (shown.indexOf(NUL_SYMBOL) >= 0) {
      for (String name : List.copyOf(names)) {
        names.add(name.replace(NUL_SYMBOL, '\0'));
      }
    }
    return names;
  }

  /** Returns whether another stored name may be shown as the same name. */
  public static boolean ambiguous(String shown) {
    return shown.indexOf(':') >= 0 || shown.indexOf(NUL_SYMBOL) >= 0;
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the canonical decomposition as macOS and HFS Plus define it: that of Unicode, except
   * for U+2000 to U+2FFF, U+F900 to U+FAFF and U+2F800 to U+2FAFF, which stay as they are (TN1150
   * "Canonical Decomposition").
   */
  public static String decompose(String name) {
    StringBuilder result = new StringBuilder(name.length() + 8);
    int start = 0;
    int end = 0;
    while (end < name.length()) {
      int c = name.codePointAt(end);
      int width = Character.charCount(c);
      if (staysComposed(c)) {
        result.append(Normalizer.normalize(name.substring(start, end), Normalizer.Form.NFD));
        result.appendCodePoint(c);
        start = end + width;
      }
      end += width;
    }
    return result
        .append(Normalizer.normalize(name.substring(start), Normalizer.Form.NFD))
        .toString();
  }

  private static boolean staysComposed(int c) {
    return between(c, 0x2000, 0x2FFF) || between(c, 0xF900, 0xFAFF) || between(c, 0x2F800, 0x2FAFF);
  }

  private static boolean between(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
