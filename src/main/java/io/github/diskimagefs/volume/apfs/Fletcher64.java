package io.github.diskimagefs.volume.apfs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checksum of an object: Fletcher's, of 32-bit words (Reference "Objects", o_cksum). */
final class Fletcher64 {
  /** Bytes of the checksum, which starts an object and does not cover itself. */
  static final int BYTES = 8;

  private static final VarHandle LE32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MODULUS = 0xFFFF_FFFFL;

  /** Words after which the sums are reduced: the second one stays below 2^54. */
  private static final int WORDS = 2048;

  private Fletcher64() {}

  /** Returns whether the first {@code length} bytes, a multiple of 4, have the right checksum. */
  static boolean matches(byte[] object, int length) {
    return (long) LE64.get(object, 0) == of(object, length);
  }

  /** Computes the checksum of the first {@code length} bytes, a multiple of 4. */
  static long of(byte[] object, int length) {
    long sum = 0;
    long sumOfSums = 0;
    for (int start = BYTES; start < length; start += 4 * WORDS) {
      int end = Math.min(length, start + 4 * WORDS);
      for (int i = start; i < end; i += 4) {
        sum += (int) LE32.get(object, i) & MODULUS;
        sumOfSums += sum;
      }
      sum %= MODULUS;
      sumOfSums %= MODULUS;
    }
    long low = MODULUS - (sum + sumOfSums) % MODULUS;
    long high = MODULUS - (sum + low) % MODULUS;
    return high << 32 | low;
  }
}
