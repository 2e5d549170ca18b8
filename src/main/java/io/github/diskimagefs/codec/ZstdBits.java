package io.github.diskimagefs.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bit stream of Zstandard that is read from its end (RFC 8878, 4.1): the highest set bit of the
 * last byte marks where it starts.
 */
final class ZstdBits {
  /** Bytes that have to follow the stream in its array, because words are read as a whole. */
  static final int PADDING = 8;

  /** Bits that {@link #take} returns at most: those of a word that starts at any bit of a byte. */
  static final int MAX_TAKEN = 56;

  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int start;

  /** Bits that are left. */
  private int left;

  /** Opens a stream of {@code bytes}, which are followed by {@link #PADDING}. */
  ZstdBits(byte[] bytes, int start, int end) throws ZstdException {
    this.bytes = bytes;
    this.start = start;
    int last = end > start ? bytes[end - 1] & 0xFF : 0;
    if (last == 0) {
      throw new ZstdException("a bit stream has no end mark");
    }
    this.left = (end - start) * 8 - Integer.numberOfLeadingZeros(last) + 23;
  }

  /** Returns the bits that are left; negative if more were read. */
  int left() {
    return left;
  }

  /** Returns the word whose lowest 56 bits are the next ones; at least 56 bits are left. */
  long word() {
    int position = left - 56;
    return (long) LE64.get(bytes, start + (position >>> 3)) >>> (position & 7);
  }

  /** Takes bits that were looked at. */
  void skip(int count) {
    left -= count;
  }

  /** Returns the next bits, up to 32, without taking them; zeros where the stream has ended. */
  int peek(int count) {
    int position = left - count;
    if (position >= 0) {
      long word = (long) LE64.get(bytes, start + (position >>> 3)) >>> (position & 7);
      return (int) (word & ((1L << count) - 1));
    }
    if (left <= 0) {
      return 0;
    }
    long word = (long) LE64.get(bytes, start) & ((1L << left) - 1);
    return (int) (word << -position);
  }

  /** Takes the next bits, up to 56: the first one is the highest one of the result. */
  long take(int count) {
    int position = left - count;
    if (position < 0) {
      return takeLast(count);
    }
    left = position;
    long word = (long) LE64.get(bytes, start + (position >>> 3)) >>> (position & 7);
    return word & ((1L << count) - 1);
  }

  private long takeLast(int count) {
    long word = left <= 0 ? 0 : (long) LE64.get(bytes, start) & ((1L << left) - 1);
    int missing = count - Math.max(0, left);
    left -= count;
    return word << missing;
  }

  /** Takes the next bits, up to 32. */
  int read(int count) {
    int value = peek(count);
    left -= count;
    return value;
  }
}
