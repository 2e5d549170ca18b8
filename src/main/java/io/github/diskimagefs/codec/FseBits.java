package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/** Bits of an entropy-coded payload, read from its end to its start. */
final class FseBits {
  private final LzInput input;
  private final byte[] bytes;
  private final int start;
  private int offset;
  private long word;
  private int count;

  /**
   * Starts at the end of a payload.
   *
   * @param spare minus the number of bits of the last byte that are not in use
   */
  FseBits(LzInput input, byte[] bytes, int start, int length, int spare)
      throws MalformedImageException {
    this.input = input;
    this.bytes = bytes;
    this.start = start;
    this.offset = start + length;
    fill(spare == 0 ? 7 : 8);
    count += spare;
    if (count < 64 && word >>> count != 0) {
      throw input.malformed("bits in use after the last one of a payload");
    }
  }

  private void fill(int size) throws MalformedImageException {
    // A short payload is extended with zeros before it, which are never used.
    if (offset - start < size - 2 * Long.BYTES) {
      throw input.malformed("a payload ends early");
    }
    for (int i = 0; i < size; i++) {
      offset--;
      word = word << 8 | (offset < start ? 0 : bytes[offset] & 0xFF);
    }
    count += size * 8;
  }

  /** Loads bits until there are at least 56. */
  void fill() throws MalformedImageException {
    if (count < 56) {
      fill((63 - count) >> 3);
    }
  }

  /** Returns the next bits; {@link #fill} has loaded enough. */
  int take(int bits) {
    count -= bits;
    return (int) (word >>> count) & ((1 << bits) - 1);
  }
}
