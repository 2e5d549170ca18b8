package io.github.diskimagefs.container.chd;

import java.io.IOException;

/** The types of all hunks in a compressed map: a Huffman code, in which symbols repeat a type. */
final class HunkTypes {
  /** Repeats the last type 3 to 18 times. */
  private static final int RUN_SHORT = 7;

  /** Repeats the last type 19 to 274 times. */
  private static final int RUN_LONG = 8;

  /** Maximum number of hunks that three code words, of a bit at least, state. */
  static final int MAX_RUN = 274;

  private final HuffmanCode code;
  private final BitReader bits;
  private int type;

  /** Hunks that repeat the type. */
  private int left;

  /**
   * Creates a reader.
   *
   * @param type of the last hunk
   * @param left hunks that repeat it
   */
  HunkTypes(HuffmanCode code, BitReader bits, int type, int left) {
    this.code = code;
    this.bits = bits;
    this.type = type;
    this.left = left;
  }

  /** Returns the next bit. */
  long bit() {
    return bits.bit();
  }

  /** Returns the type of the last hunk. */
  int type() {
    return type;
  }

  /** Returns the number of hunks that repeat the type. */
  int left() {
    return left;
  }

  /** Reads the type of the next hunk. */
  int next() throws IOException {
    if (left > 0) {
      left--;
      return type;
    }
    int symbol = code.next(bits);
    if (symbol == RUN_SHORT) {
      left = 2 + code.next(bits);
    } else if (symbol == RUN_LONG) {
      left = 18 + (code.next(bits) << 4);
      left += code.next(bits);
    } else {
      type = symbol;
    }
    return type;
  }

  /**
   * Reads the type of the next hunk, and skips the hunks that repeat it.
   *
   * @param max from 1
   * @return the number of hunks whose types were read, at most {@code max}
   */
  long skip(long max) throws IOException {
    next();
    int skipped = (int) Math.min(left, max - 1);
    left -= skipped;
    return 1L + skipped;
  }
}
