package io.github.diskimagefs.container.chd;

import java.io.IOException;

/**
 * A Huffman code of MAME: its code words follow from their lengths, the longest ones first, those
 * of one length by symbol. The map and the codec {@code huff} store the lengths in different ways.
 */
final class HuffmanCode {
  private static final int MAX_LENGTH = 16;

  /** Symbols and bits of the code in which the lengths of another one are stored. */
  private static final int LENGTH_SYMBOLS = 24;

  private static final int MAX_LENGTH_BITS = 6;

  /** Ends the lengths of the code in which lengths are stored. */
  private static final int NO_MORE = 7;

  private final int bits;

  /** For each value of the next bits, the symbol above the length of its code word. */
  private final int[] entries;

  private HuffmanCode(BitReader in, int[] lengths, int max) throws IOException {
    int[] next = new int[MAX_LENGTH + 1];
    int longest = 0;
    for (int length : lengths) {
      if (length > max) {
        throw in.malformed("a code word of " + length + " bits");
      }
      next[length]++;
      longest = Math.max(longest, length);
    }
    int start = 0;
    for (int length = longest; length > 0; length--) {
      int after = start + next[length];
      if (after > 1 << length || (length > 1 && after % 2 != 0)) {
        throw in.malformed("the code words of " + length + " bits do not fit");
      }
      next[length] = start;
      start = after / 2;
    }
    bits = longest;
    entries = new int[1 << longest];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        int first = next[length]++ << (longest - length);
        java.util.Arrays.fill(
            entries, first, first + (1 << (longest - length)), symbol << 8 | length);
      }
    }
  }

  /** Reads a code of 16 symbols of up to 8 bits, whose lengths are numbers and runs of them. */
  static HuffmanCode ofMap(BitReader in) throws IOException {
    int[] lengths = new int[16];
    for (int symbol = 0; symbol < lengths.length; ) {
      int length = (int) in.read(4);
      int count = 1;
      if (length == 1) { // an escape, which stands for itself if it is doubled
        length = (int) in.read(4);
        count = length == 1 ? 1 : (int) in.read(4) + 3;
      }
      if (count > lengths.length - symbol) {
        throw in.malformed("more code words than symbols");
      }
      java.util.Arrays.fill(lengths, symbol, symbol + count, length);
      symbol += count;
    }
    return new HuffmanCode(in, lengths, 8);
  }

  /** Reads a code of bytes, of up to 16 bits, whose lengths are stored in a code of their own. */
  static HuffmanCode ofBytes(BitReader in) throws IOException {
    HuffmanCode code = ofLengths(in);
    int[] lengths = new int[256];
    int last = 0;
    for (int symbol = 0; symbol < lengths.length; ) {
      int value = code.next(in);
      int count = 1;
      if (value == 0) {
        count = (int) in.read(3) + 2;
        count += count == NO_MORE + 2 ? (int) in.read(8) : 0;
      } else {
        last = value - 1;
      }
      int end = Math.min(lengths.length, symbol + count);
      java.util.Arrays.fill(lengths, symbol, end, last);
      symbol = end;
    }
    return new HuffmanCode(in, lengths, MAX_LENGTH);
  }

  private static HuffmanCode ofLengths(BitReader in) throws IOException {
    int[] lengths = new int[LENGTH_SYMBOLS];
    lengths[0] = (int) in.read(3);
    for (int symbol = (int) in.read(3) + 1; symbol < LENGTH_SYMBOLS; symbol++) {
      int length = (int) in.read(3);
      if (length == NO_MORE) {
        break;
      }
      lengths[symbol] = length;
    }
    return new HuffmanCode(in, lengths, MAX_LENGTH_BITS);
  }

  /** Decodes the next symbol. */
  int next(BitReader in) throws IOException {
    int entry = entries[(int) in.peek(bits)];
    if (entry == 0) {
      throw in.malformed("a code word is not defined");
    }
    in.skip(entry & 0xFF);
    return entry >> 8;
  }
}
