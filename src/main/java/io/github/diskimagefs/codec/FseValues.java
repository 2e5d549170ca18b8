package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/**
 * Decoding table of finite-state entropy: for each state a symbol, the number of bits that select
 * the next state, and the number to add to them.
 */
final class FseValues {
  private final long[] table;

  /**
   * Creates a table whose symbols stand for ranges of values.
   *
   * @param start index of the first symbol in {@code frequencies}
   * @param extra bits that follow each symbol; the ranges adjoin, starting at 0
   */
  FseValues(LzInput input, int states, int[] frequencies, int start, int[] extra)
      throws MalformedImageException {
    int[] symbols = symbols(input, states, frequencies, start, extra.length);
    int[] base = new int[extra.length];
    for (int i = 1; i < base.length; i++) {
      base[i] = base[i - 1] + (1 << extra[i - 1]);
    }
    table = new long[states];
    for (int i = 0; i < states; i++) {
      int symbol = (symbols[i] >> 8) & 0xFF;
      int next = (symbols[i] >> 16) << 8 | (symbols[i] & 0xFF);
      table[i] = (long) base[symbol] << 32 | (long) extra[symbol] << 24 | next;
    }
  }

  /** Returns entries of {@code next state << 16 | symbol << 8 | bits}. */
  static int[] symbols(LzInput input, int states, int[] frequencies, int start, int count)
      throws MalformedImageException {
    int[] table = new int[states];
    int offset = 0;
    for (int symbol = 0; symbol < count; symbol++) {
      int frequency = frequencies[start + symbol];
      if (frequency == 0) {
        continue;
      }
      if (frequency > states - offset) {
        throw input.malformed("frequencies add up to more than %d", states);
      }
      int bits = Integer.numberOfLeadingZeros(frequency) - Integer.numberOfLeadingZeros(states);
      int wide = ((2 * states) >> bits) - frequency;
      for (int i = 0; i < frequency; i++) {
        int next;
        int width;
        if (i < wide) {
          width = bits;
          next = ((frequency + i) << bits) - states;
        } else {
          width = bits - 1;
          next = (i - wide) << (bits - 1);
        }
        table[offset++] = next << 16 | symbol << 8 | width;
      }
    }
    return table;
  }

  long entry(int state) {
    return table[state];
  }

  /** Returns the state that follows an entry; its bits precede those of the value. */
  static int state(long entry, FseBits bits) {
    return ((int) (entry >> 8) & 0xFFFF) + bits.take((int) entry & 0xFF);
  }

  /** Returns the value of an entry. */
  static int value(long entry, FseBits bits) {
    return (int) (entry >> 32) + bits.take((int) (entry >> 24) & 0xFF);
  }
}
