package io.github.diskimagefs.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies of bytes decoded before, which may overlap the bytes that they are copied from. */
final class Overlap {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MIN_ARRAY_COPY = 16;
  private static final int MIN_DOUBLING = 32;

  private Overlap() {}

  /**
   * Copies bytes within an array; long overlapping copies double the bytes that are free of overlap
   * at each pass.
   *
   * @param to where the copy starts
   * @param distance bytes from the original to its copy
   */
  static void copy(byte[] target, int to, int distance, int length) {
    int from = to - distance;
    if (distance >= length && length > MIN_ARRAY_COPY) {
      System.arraycopy(target, from, target, to, length);
      return;
    }
    if (length > MIN_DOUBLING) {
      int done = 0;
      while (done < length) {
        int count = Math.min(distance + done, length - done);
        System.arraycopy(target, from, target, to + done, count);
        done += count;
      }
      return;
    }
    for (int i = 0; i < length; i++) {
      target[to + i] = target[from + i];
    }
  }

  /** Copies eight bytes. */
  static void step(byte[] source, int from, byte[] target, int to) {
    LONG.set(target, to, (long) LONG.get(source, from));
  }
}
