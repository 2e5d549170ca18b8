package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits of a FLAC frame, the most significant of each byte first. */
final class FlacBits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bits below which more are loaded: most codes are shorter. */
  private static final int MIN_AVAILABLE = 32;

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

  /**
   * Reads differences as Rice codes: the upper bits in unary, the others as they are.
   *
   * @param parameter number of the lower bits, 0 to 30
   * @param target receives them from index {@code from} to before {@code to}
   */
  void readRice(int parameter, long[] target, int from, int to) throws MalformedImageException {
    long next = count == 0 ? 0 : held << (64 - count); // the next bits from the top on
    int available = count;
    for (int i = from; i < to; i++) {
      if (available < MIN_AVAILABLE && offset <= end - Long.BYTES) {
        next |= (long) LONG.get(bytes, offset) >>> available;
        int added = (63 - available) >> 3;
        offset += added;
        available += 8 * added;
      }
      int zeros = Long.numberOfLeadingZeros(next);
      long code;
      if (zeros + 1 + parameter <= available) {
        next = next << zeros << 1; // not a shift by 64
        code = ((long) zeros << parameter) | (next >>> 1 >>> (63 - parameter));
        next <<= parameter;
        available -= zeros + 1 + parameter;
      } else {
        hold(next, available);
        code = ((long) readUnary() << parameter) | read(parameter);
        next = count == 0 ? 0 : held << (64 - count);
        available = count;
      }
      target[i] = (code >>> 1) ^ -(code & 1);
    }
    hold(next, available);
  }

  private void hold(long next, int available) {
    held = available == 0 ? 0 : next >>> (64 - available);
    count = available;
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
