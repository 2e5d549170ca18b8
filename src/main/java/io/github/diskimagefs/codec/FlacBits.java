package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/** Bits of a FLAC frame, the most significant of each byte first. */
final class FlacBits {
  private final byte[] bytes;
  private final int end;
  private final long fileOffset;
  private int offset;
  private long held;
  private int count;

  /**
   * Creates a reader.
   *
   * @param offset of the first byte in {@code bytes}
   * @param end of the bytes that may be read
   * @param fileOffset of byte 0 in the file, for messages
   */
  FlacBits(byte[] bytes, int offset, int end, long fileOffset) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
    this.fileOffset = fileOffset;
  }

  private void fill(int needed) throws MalformedImageException {
    while (count < needed) {
      if (offset == end) {
        throw malformed("the data end within a frame");
      }
      held = (held << 8) | (bytes[offset++] & 0xFF);
      count += 8;
    }
  }

  /** Reads an unsigned number of 0 to 32 bits. */
  long read(int bits) throws MalformedImageException {
    fill(bits);
    count -= bits;
    return (held >>> count) & ((1L << bits) - 1);
  }

  /** Reads a number of 0 to 33 bits in two's complement. */
  long readSigned(int bits) throws MalformedImageException {
    if (bits == 0) {
      return 0;
    }
    long high = bits > 32 ? read(bits - 32) << 32 : 0;
    long value = high | read(Math.min(bits, 32));
    return value << (64 - bits) >> (64 - bits);
  }

  /** Reads the zeros before the next one. */
  int readUnary() throws MalformedImageException {
    int zeros = 0;
    while (true) {
      fill(1);
      long rest = held & ((1L << count) - 1);
      if (rest != 0) {
        int leading = Long.numberOfLeadingZeros(rest) - (64 - count);
        count -= leading + 1;
        return zeros + leading;
      }
      zeros += count;
      count = 0;
    }
  }

  /** Skips the bits up to the next whole byte. */
  void align() {
    count -= count % 8;
  }

  /** Returns the offset in the array of the next byte; only after {@link #align}. */
  int offset() {
    return offset - count / 8;
  }

  MalformedImageException malformed(String detail) {
    return new MalformedImageException("FLAC frame", fileOffset + offset(), detail);
  }
}
