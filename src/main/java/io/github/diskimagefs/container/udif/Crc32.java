package io.github.diskimagefs.container.udif;

import java.util.zip.CRC32;

/**
 * A CRC-32 that takes any number of zeros at once: an image states terabytes of them in a word. As
 * zeros behind it multiply a CRC by a power of x (modulo the polynomial), and squaring leads to any
 * power in 64 steps.
 */
final class Crc32 {
  private static final int POLYNOMIAL = 0xEDB8_8320; // bits reflected, as those of every CRC here

  /** x, by which one bit multiplies; 1 is the highest bit. */
  private static final int X = 1 << 30;

  private static final int ONE = 1 << 31;

  private final CRC32 part = new CRC32();
  private long length;
  private int before;

  void update(byte[] bytes, int from, int count) {
    part.update(bytes, from, count);
    length += count;
  }

  /** The same as so many bytes of zero. */
  void zeros(long count) {
    int power = power(count);
    before = times(power, value()) ^ times(power, -1) ^ -1;
    part.reset();
    length = 0;
  }

  int value() {
    return times(power(length), before) ^ (int) part.getValue();
  }

  /** The power of x by which {@code bytes} bytes multiply. */
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
