package io.github.diskimagefs.codec;

/** A Huffman table for literals (RFC 8878, 4.2). */
final class ZstdHuffman {
  private static final int MAX_BITS = 11;
  private static final int MAX_WEIGHTS = 255;
  private static final int WEIGHTS_ACCURACY_LOG = 6;

  private final int maxBits;

  /** For each value of the next bits: the symbol, and the number of bits that it takes. */
  private final short[] entries;

  private ZstdHuffman(int maxBits) {
    this.maxBits = maxBits;
    this.entries = new short[1 << maxBits];
  }

  /**
   * Reads the description of a table, which takes the bytes up to {@code end(bytes, start)}.
   *
   * @param bytes followed by {@link ZstdBits#PADDING}
   */
  static ZstdHuffman read(byte[] bytes, int start, int end) throws ZstdException {
    int header = bytes[start] & 0xFF;
    byte[] weights = new byte[MAX_WEIGHTS + 1];
    int count;
    if (header >= 128) {
      count = header - 127;
      for (int i = 0; i < count; i++) {
        int pair = bytes[start + 1 + i / 2] & 0xFF;
        weights[i] = (byte) (i % 2 == 0 ? pair >> 4 : pair & 15);
      }
    } else {
      count = compressed(bytes, start + 1, Math.min(end, start + 1 + header), weights);
    }
    return of(weights, count);
  }

  /** Returns the offset of the byte after a description. */
  static int end(byte[] bytes, int start) {
    int header = bytes[start] & 0xFF;
    return start + 1 + (header >= 128 ? (header - 126) / 2 : header);
  }

  /** Two states take turns; the stream ends after the weight for which no bits are left. */
  private static int compressed(byte[] bytes, int start, int end, byte[] weights)
      throws ZstdException {
    ZstdFseTable.Description description = new ZstdFseTable.Description(bytes, start, end);
    ZstdFseTable table = description.read(MAX_BITS + 1, WEIGHTS_ACCURACY_LOG);
    ZstdBits stream = new ZstdBits(bytes, description.end(), end);
    int first = table.start(stream);
    int second = table.start(stream);
    int count = 0;
    while (true) {
      if (count > MAX_WEIGHTS - 2) {
        throw new ZstdException("a Huffman table has too many weights");
      }
      weights[count++] = (byte) table.symbol(first);
      first = table.next(first, stream);
      if (stream.left() < 0) {
        weights[count++] = (byte) table.symbol(second);
        return count;
      }
      int exchange = first;
      first = second;
      second = exchange;
    }
  }

  /** The last weight is not stored: it completes the sum to a power of 2. */
  private static ZstdHuffman of(byte[] weights, int count) throws ZstdException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MAX_BITS + 1) {
        throw new ZstdException("a Huffman weight is " + weights[i]);
      }
      sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
    }
    if (sum == 0) {
      throw new ZstdException("a Huffman table is empty");
    }
    int maxBits = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << maxBits) - sum;
    if (maxBits > MAX_BITS || Integer.bitCount(rest) != 1) {
      throw new ZstdException("Huffman weights have a wrong sum");
    }
    weights[count] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
    ZstdHuffman table = new ZstdHuffman(maxBits);
    int entry = 0;
    for (int weight = 1; weight <= maxBits; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          short value = (short) (symbol << 4 | maxBits + 1 - weight);
          for (int i = 0; i < 1 << weight - 1; i++) {
            table.entries[entry++] = value;
          }
        }
      }
    }
    return table;
  }

  /** Decodes a stream of literals. */
  void decode(byte[] bytes, int start, int end, byte[] target, int first, int limit)
      throws ZstdException {
    ZstdBits stream = new ZstdBits(bytes, start, end);
    int position = first;
    int shift = 56 - maxBits;
    int mask = (1 << maxBits) - 1;
    // Five symbols take up to 55 bits of a word.
    while (position <= limit - 5 && stream.left() >= 56) {
      long word = stream.word();
      int used = 0;
      for (int i = 0; i < 5; i++) {
        short entry = entries[(int) (word >>> shift - used) & mask];
        target[position++] = (byte) (entry >> 4);
        used += entry & 15;
      }
      stream.skip(used);
    }
    while (position < limit) {
      short entry = entries[stream.peek(maxBits)];
      target[position++] = (byte) (entry >> 4);
      stream.skip(entry & 15);
    }
    if (stream.left() != 0) {
      throw new ZstdException("a stream of literals has a wrong length");
    }
  }
}
