package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Order of names in a catalog: FastUnicodeCompare with its lower-case table (TN1150
 * "Case-Insensitive String Comparison Algorithm"), or by code unit. The table is that of 1998 and
 * never changes; APFS folds case by a later version of Unicode.
 */
final class UnicodeOrder {

  /** Ranges that fold: first, last, step between characters, distance to the folded one. */
  private static final int[] RANGES = {
    0x0041, 0x005A, 1, 0x20, 0x00C6, 0x00C6, 1, 0x20, 0x00D0, 0x00D0, 1, 0x20,
    0x00D8, 0x00D8, 1, 0x20, 0x00DE, 0x00DE, 1, 0x20, 0x0110, 0x0110, 1, 1,
    0x0126, 0x0126, 1, 1, 0x0132, 0x0132, 1, 1, 0x013F, 0x0141, 2, 1,
    0x014A, 0x014A, 1, 1, 0x0152, 0x0152, 1, 1, 0x0166, 0x0166, 1, 1,
    0x0182, 0x0184, 2, 1, 0x0187, 0x018B, 4, 1, 0x0191, 0x0191, 1, 1,
    0x0198, 0x0198, 1, 1, 0x01A2, 0x01A4, 2, 1, 0x01A7, 0x01A7, 1, 1,
    0x01AC, 0x01AC, 1, 1, 0x01B3, 0x01B5, 2, 1, 0x01B8, 0x01BC, 4, 1,
    0x01C4, 0x01CA, 3, 2, 0x01C5, 0x01CB, 3, 1, 0x01E4, 0x01E4, 1, 1,
    0x01F1, 0x01F1, 1, 2, 0x01F2, 0x01F2, 1, 1, 0x0391, 0x03A1, 1, 0x20,
    0x03A3, 0x03A9, 1, 0x20, 0x03E2, 0x03EE, 2, 1, 0x0402, 0x0402, 1, 0x50,
    0x0404, 0x0406, 1, 0x50, 0x0408, 0x040B, 1, 0x50, 0x040F, 0x040F, 1, 0x50,
    0x0410, 0x0418, 1, 0x20, 0x041A, 0x042F, 1, 0x20, 0x0460, 0x0474, 2, 1,
    0x0478, 0x0480, 2, 1, 0x0490, 0x04BE, 2, 1, 0x04C3, 0x04CB, 4, 1,
    0x0531, 0x0556, 1, 0x30, 0x10A0, 0x10C5, 1, 0x30, 0x2160, 0x216F, 1, 0x10,
    0xFF21, 0xFF3A, 1, 0x20,
  };

  /** Single characters, each followed by the folded one. */
  private static final String SINGLES =
      "\u0181\u0253\u0186\u0254\u0189\u0256\u018A\u0257\u018E\u01DD\u018F\u0259\u0190\u025B"
          + "\u0193\u0260\u0194\u0263\u0196\u0269\u0197\u0268\u019C\u026F\u019D\u0272\u019F\u0275"
          + "\u01A9\u0283\u01AE\u0288\u01B1\u028A\u01B2\u028B\u01B7\u0292";

  /** Ranges of ignored characters: first, last. */
  private static final int[] IGNORED = {
    0x200C, 0x200F, 0x202A, 0x202E, 0x206A, 0x206F, 0xFEFF, 0xFEFF
  };

  /** Number of characters in the table. */
  private static final int FOLDED = 0x2200;

  /** Folded characters; 0 for one to ignore. */
  private static final char[] FOLD = table();

  static final UnicodeOrder BINARY = new UnicodeOrder(false);
  static final UnicodeOrder FOLDING = new UnicodeOrder(true);

  private final boolean folding;

  private UnicodeOrder(boolean folding) {
    this.folding = folding;
  }

  private static char[] table() {
    char[] table = new char[FOLDED];
    for (int c = 0; c < FOLDED; c++) {
      table[c] = (char) c;
    }
    table[0] = 0xFFFF; // sorts last
    for (int i = 0; i < RANGES.length; i += 4) {
      for (int c = RANGES[i]; c <= RANGES[i + 1] && c < FOLDED; c += RANGES[i + 2]) {
        table[c] = (char) (c + RANGES[i + 3]);
      }
    }
    for (int i = 0; i < SINGLES.length(); i += 2) {
      table[SINGLES.charAt(i)] = SINGLES.charAt(i + 1);
    }
    for (int i = 0; i < IGNORED.length; i += 2) {
      for (int c = IGNORED[i]; c <= IGNORED[i + 1] && c < FOLDED; c++) {
        table[c] = 0;
      }
    }
    return table;
  }

  /** Returns the folded character, or 0 for one to ignore. */
  static char fold(char c) {
    if (c < FOLDED) {
      return FOLD[c];
    }
    if (c == 0xFEFF) {
      return 0;
    }
    return c >= 0xFF21 && c <= 0xFF3A ? (char) (c + 0x20) : c;
  }

  /** Compares a name with one of {@code length} characters stored at {@code offset}. */
  int compare(String name, Struct struct, int offset, int length) throws MalformedImageException {
    int i = 0;
    int j = 0;
    while (true) {
      int a = -1;
      while (i < name.length() && a <= 0) {
        a = folding ? fold(name.charAt(i++)) : binary(name.charAt(i++));
      }
      int b = -1;
      while (j < length && b <= 0) {
        char c = (char) struct.u16(offset + 2 * j++);
        b = folding ? fold(c) : binary(c);
      }
      // -1 or 0: this name ended, possibly in ignored characters.
      if (a <= 0 || b <= 0) {
        return Integer.compare(Math.max(a, 0), Math.max(b, 0));
      }
      if (a != b) {
        return Integer.compare(a, b);
      }
    }
  }

  /** Returns one more than the code unit, because 0 stands for an ignored character. */
  private static int binary(char c) {
    return c + 1;
  }
}
