package io.github.diskimagefs.codec;

/** A decoding table of Finite State Entropy (RFC 8878, 4.1.1). */
final class ZstdFseTable {
  private static final int MIN_ACCURACY_LOG = 5;

  private final int accuracyLog;

  /**
   * For each state the symbol, the number of bits that give the next state, and the number to add
   * to them; the fields start at bits 0, 8 and 16.
   */
  private final int[] states;

  private ZstdFseTable(int accuracyLog) {
    this.accuracyLog = accuracyLog;
    this.states = new int[1 << accuracyLog];
  }

  /** Returns the table of a single symbol, which takes no bits. */
  static ZstdFseTable single(int symbol) {
    ZstdFseTable table = new ZstdFseTable(0);
    table.states[0] = symbol;
    return table;
  }

  /**
   * Builds a table.
   *
   * @param probabilities of the symbols; -1 stands for "less than 1"
   */
  static ZstdFseTable of(short[] probabilities, int accuracyLog) {
    ZstdFseTable table = new ZstdFseTable(accuracyLog);
    int size = 1 << accuracyLog;
    int high = size - 1;
    int[] next = new int[probabilities.length];
    for (int symbol = 0; symbol < probabilities.length; symbol++) {
      next[symbol] = Math.abs(probabilities[symbol]);
      if (probabilities[symbol] == -1) {
        table.states[high--] = symbol;
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int position = 0;
    for (int symbol = 0; symbol < probabilities.length; symbol++) {
      for (int i = 0; i < probabilities[symbol]; i++) {
        table.states[position] = symbol;
        do {
          position = position + step & size - 1;
        } while (position > high);
      }
    }
    for (int state = 0; state < size; state++) {
      int value = next[table.states[state]]++;
      int count = accuracyLog - (31 - Integer.numberOfLeadingZeros(value));
      table.states[state] |= count << 8 | ((value << count) - size) << 16;
    }
    return table;
  }

  /** Reads the initial state. */
  int start(ZstdBits stream) {
    return stream.read(accuracyLog);
  }

  int symbol(int state) {
    return states[state] & 0xFF;
  }

  /** Returns the number of bits that give the state after a state, at most 9. */
  int bits(int state) {
    return states[state] >>> 8 & 0xFF;
  }

  /** Returns the state after a state, given the bits for it. */
  int next(int state, int bits) {
    return (states[state] >>> 16) + bits;
  }

  /** Returns the state after a state. */
  int next(int state, ZstdBits stream) {
    return next(state, stream.read(bits(state)));
  }

  /** Reader of the description of a table, a bit stream read from its start. */
  static final class Description {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int bit;

    Description(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.position = start;
      this.end = end;
    }

    /** Returns the offset of the byte after the description. */
    int end() {
      return position + ((bit + 7) >> 3);
    }

    /**
     * Reads the table.
     *
     * @param maxSymbol the highest symbol that may occur
     * @param maxAccuracyLog the format's limit
     */
    ZstdFseTable read(int maxSymbol, int maxAccuracyLog) throws ZstdException {
      int accuracyLog = take(4) + MIN_ACCURACY_LOG;
      if (accuracyLog > maxAccuracyLog) {
        throw new ZstdException("an FSE table has 2^" + accuracyLog + " states");
      }
      short[] probabilities = new short[maxSymbol + 1];
      int threshold = 1 << accuracyLog;
      int remaining = threshold + 1;
      int bits = accuracyLog + 1;
      int symbol = 0;
      while (remaining > 1) {
        if (symbol > maxSymbol) {
          throw new ZstdException("an FSE table has too many symbols");
        }
        int probability = value(threshold, remaining, bits) - 1;
        remaining -= Math.abs(probability);
        probabilities[symbol++] = (short) probability;
        if (probability == 0) {
          int zeros;
          do {
            zeros = take(2);
            symbol += zeros;
          } while (zeros == 3);
        }
        while (remaining < threshold) {
          bits--;
          threshold >>= 1;
        }
      }
      if (remaining != 1 || end() > end) {
        throw new ZstdException("the probabilities of an FSE table have a wrong sum");
      }
      return of(probabilities, accuracyLog);
    }

    /** Small values take one bit less. */
    private int value(int threshold, int remaining, int bits) throws ZstdException {
      int max = 2 * threshold - 1 - remaining;
      int value = peek(bits);
      int low = value & threshold - 1;
      if (low < max) {
        skip(bits - 1);
        return low;
      }
      skip(bits);
      return value >= threshold ? value - max : value;
    }

    private int take(int count) throws ZstdException {
      int value = peek(count);
      skip(count);
      return value;
    }

    private int peek(int count) throws ZstdException {
      if (position >= end) {
        throw new ZstdException("an FSE table is cut");
      }
      int word = 0;
      for (int i = 0; i < 4; i++) {
        word |= position + i < end ? (bytes[position + i] & 0xFF) << (8 * i) : 0;
      }
      return (word >>> bit) & ((1 << count) - 1);
    }

    private void skip(int count) {
      bit += count;
      position += bit >> 3;
      bit &= 7;
    }
  }
}
