package io.github.diskimagefs.container.udif;

import java.util.zip.CRC32;

/**
 * CRC-32 that adds any number of zeros at once, because an image can state terabytes of them in one
 * field. Appended zeros multiply a CRC by a power of x modulo the polynomial; squaring gives any
 * power in 64 steps.
 */
final class Crc32 {
  private static final int POLYNOMIAL = 0xEDB8_8320; // bits reflected, like those of every CRC here

  /** The factor of one bit, x; the highest bit is 1. */
  private static final int X = 1 << 30;

  private static final int ONE = 1 << 31;

  private final CRC32 part = new CRC32();
  private long length;
  private int before;

  /** Adds bytes. */
  void update(byte[] bytes, int start, int count) {
    part.update(bytes, start, count);
    length += count;
  }

  /** Adds bytes of zero. */
  void zeros(long count) {
    int power = power(count);
    before = times(power, value()) ^ times(power, -1) ^ -1;
    part.reset();
    length = 0;
  }

  /** Returns the CRC of all bytes so far. */
  int value() {
    return times(power(length), before) ^ (int) part.getValue();
  }

  /** Returns the power of x that is the factor of so many bytes. */
  private static int power(long bytes) {
    int square = times(times(X, X), times(X, X));
    square = times(square, square); // one byte
    int power = ONE;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        power = times(square, power);
      }
      square = times(square, square);
    }
    return power;
  }

  private static int times(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }
}
