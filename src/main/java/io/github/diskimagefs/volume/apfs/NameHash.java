package io.github.diskimagefs.volume.apfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Comparison and hash of names (Reference "File-System Objects", j_drec_hashed_key_t): canonical
 * decomposition, then case folding if the volume ignores case, then CRC-32C of the UTF-32 form.
 */
final class NameHash {
  /**
   * Ranges of letters that have a case only since versions of Unicode after 9.0, which APFS uses:
   * first, last.
   */
  private static final int[] LATER_LETTERS = {
    0x1C89, 0x1C8A, 0x1C90, 0x1CBF, 0x2C2F, 0x2C2F, 0xA7B8, 0xA7F6, 0x10570, 0x105BC, 0x10D50,
    0x10D85, 0x16E40, 0x16E5F, 0x16EA0, 0x16ED3,
  };

  /** Bits of the hash. */
  static final int MASK = 0x3F_FFFF;

  private NameHash() {}

  /**
   * Returns the form of a name that is equal for all names that the volume takes for the same.
   *
   * @param ignoreCase whether the volume ignores letter case
   */
  static String fold(String name, boolean ignoreCase) {
    if (ascii(name)) {
      return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
    }
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
    if (!ignoreCase) {
      return decomposed;
    }
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed.codePoints().forEach(c -> fold(c, folded));
    return folded.toString();
  }

  /** Returns the hash of a name that {@link #fold} returned. */
  static int of(String folded) {
    CRC32C crc = new CRC32C();
    ByteBuffer utf32 = ByteBuffer.allocate(4 * folded.length()).order(ByteOrder.LITTLE_ENDIAN);
    folded.codePoints().forEach(utf32::putInt);
    crc.update(utf32.flip());
    // The reference leaves out the final complement of the checksum.
    return (int) ~crc.getValue() & MASK;
  }

  static boolean ascii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Appends the full case folding of a character (Unicode, CaseFolding.txt, C and F). */
  private static void fold(int c, StringBuilder target) {
    if (c < 0x80) {
      target.append((char) (c >= 'A' && c <= 'Z' ? c + 0x20 : c));
    } else if (c == 0x131 || between(c, 0x13A0, 0x13F5) || later(c)) {
      target.appendCodePoint(c); // dotless i, and Cherokee, which folds to capitals
    } else if (between(c, 0x13F8, 0x13FD)) {
      target.appendCodePoint(c - 8);
    } else if (between(c, 0xAB70, 0xABBF)) {
      target.appendCodePoint(c - 0xAB70 + 0x13A0);
    } else {
      String lower = lower(new String(Character.toChars(c)));
      target.append(lower(upper(lower)));
    }
  }

  private static boolean later(int c) {
    for (int i = 0; i < LATER_LETTERS.length; i += 2) {
      if (between(c, LATER_LETTERS[i], LATER_LETTERS[i + 1])) {
        return true;
      }
    }
    return false;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Converts letter by letter, because a final sigma does not fold to a form of its own. */
  private static String lower(String text) {
    if (text.length() == 1) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder lower = new StringBuilder();
    text.codePoints()
        .forEach(c -> lower.append(new String(Character.toChars(c)).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean between(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
