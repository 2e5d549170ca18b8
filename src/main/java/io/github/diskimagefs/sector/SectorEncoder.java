package io.github.diskimagefs.sector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Adds to raw sectors what their content determines: sync pattern, error detection code and parity
 * (ECMA-130 clause 14 and annex A, for mode 2 the CD-ROM XA specification).
 *
 * <p>Each word of the parity is a Reed-Solomon code word over GF(2^8): the sums of its bytes, and
 * of its bytes multiplied by falling powers of x, are zero. Eight words are computed at once, one
 * in each byte of a {@code long}.
 */
public final class SectorEncoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HEADER = 12;
  private static final int SUB_HEADER = 16;
  private static final int MODE1_EDC = 2064;
  private static final int FORM1_EDC = 2072;
  private static final int FORM2_EDC = 2348;

  /** Offset of P, 86 words that are next to each other, of 24 bytes each. */
  private static final int P = 2076;

  private static final int P_WORDS = 86;
  private static final int P_LENGTH = 24;

  /** Offset of Q, 26 pairs of words, of 43 bytes each, along the diagonals of the bytes and P. */
  private static final int Q = 2248;

  private static final int Q_WORDS = 52;
  private static final int Q_LENGTH = 43;
  private static final int Q_BYTES = Q_WORDS * Q_LENGTH;

  private static final long LOW_7_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long LOW_BIT = 0x0101_0101_0101_0101L;

  /** The field's polynomial x^8 + x^4 + x^3 + x^2 + 1 without its first term. */
  private static final int POLYNOMIAL = 0x1D;

  /** Quotients of bytes and x + 1. */
  private static final byte[] QUOTIENTS = new byte[256];

  static {
    for (int value = 0; value < 256; value++) {
      int doubled = (value << 1) ^ (value < 128 ? 0 : 0x100 | POLYNOMIAL);
      QUOTIENTS[doubled ^ value] = (byte) value;
    }
  }

  private SectorEncoder() {}

  /** Completes a sector of mode 1 that has its address and its 2048 bytes of user data. */
  public static void mode1(byte[] sector) {
    sync(sector);
    sector[15] = 1;
    putEdc(sector, 0, MODE1_EDC);
    Arrays.fill(sector, MODE1_EDC + 4, P, (byte) 0);
    putParity(sector);
  }

  /**
   * Completes a sector of mode 2, form 1 that has its second sub-header and its 2048 bytes of user
   * data, but for sync pattern and header, which count as zeros.
   */
  public static void form1(byte[] sector) {
    Arrays.fill(sector, HEADER, SUB_HEADER, (byte) 0);
    System.arraycopy(sector, SUB_HEADER + 4, sector, SUB_HEADER, 4);
    putEdc(sector, SUB_HEADER, FORM1_EDC);
    putParity(sector);
  }

  /**
   * Completes a sector of mode 2, form 2 that has its second sub-header and its 2324 bytes of user
   * data, but for sync pattern and header.
   */
  public static void form2(byte[] sector) {
    System.arraycopy(sector, SUB_HEADER + 4, sector, SUB_HEADER, 4);
    putEdc(sector, SUB_HEADER, FORM2_EDC);
  }

  private static void sync(byte[] sector) {
    sector[0] = 0;
    Arrays.fill(sector, 1, 11, (byte) -1);
    sector[11] = 0;
  }

  private static void putEdc(byte[] sector, int start, int end) {
    int code = Edc.of(sector, start, end);
    for (int i = 0; i < 4; i++) {
      sector[end + i] = (byte) (code >>> (8 * i));
    }
  }

  /** Sets P and Q for the bytes from the header on. */
  static void putParity(byte[] sector) {
    for (int word = 0; word < P_WORDS; word += 8) {
      int first = Math.min(word, P_WORDS - 8);
      long sum = 0;
      long weighted = 0;
      int offset = HEADER + first;
      for (int i = 0; i < P_LENGTH; i++) {
        long bytes = (long) LONG.get(sector, offset);
        sum ^= bytes;
        weighted = doubled(weighted) ^ bytes;
        offset += P_WORDS;
      }
      put(sector, P + first, P_WORDS, sum, weighted);
    }
    for (int word = 0; word < Q_WORDS; word += 8) {
      int first = Math.min(word, Q_WORDS - 8);
      int a = first / 2 * P_WORDS % Q_BYTES;
      int b = (first / 2 + 1) * P_WORDS % Q_BYTES;
      int c = (first / 2 + 2) * P_WORDS % Q_BYTES;
      int d = (first / 2 + 3) * P_WORDS % Q_BYTES;
      long sum = 0;
      long weighted = 0;
      for (int i = 0; i < Q_LENGTH; i++) {
        long bytes =
            pair(sector, a)
                | (pair(sector, b) << 16)
                | (pair(sector, c) << 32)
                | (pair(sector, d) << 48);
        sum ^= bytes;
        weighted = doubled(weighted) ^ bytes;
        a = next(a);
        b = next(b);
        c = next(c);
        d = next(d);
      }
      put(sector, Q + first, Q_WORDS, sum, weighted);
    }
  }

  private static long pair(byte[] sector, int offset) {
    return (short) SHORT.get(sector, HEADER + offset) & 0xFFFFL;
  }

  /** Returns the next pair of bytes of a diagonal, one row down and one column to the right. */
  private static int next(int offset) {
    int next = offset + P_WORDS + 2;
    return next >= Q_BYTES ? next - Q_BYTES : next;
  }

  /** Multiplies eight bytes by x. */
  private static long doubled(long bytes) {
    return ((bytes & LOW_7_BITS) << 1) ^ ((bytes >>> 7 & LOW_BIT) * POLYNOMIAL);
  }

  /**
   * Sets the two bytes of parity of each word. With the sum s and the weighted sum w of the other
   * bytes they are (x^2 w + s) / (x + 1) and its sum with s.
   */
  private static void put(byte[] sector, int offset, int distance, long sum, long weighted) {
    long numerators = doubled(doubled(weighted)) ^ sum;
    for (int i = 0; i < 8; i++) {
      byte first = QUOTIENTS[(int) (numerators >>> (8 * i)) & 0xFF];
      sector[offset + i] = first;
      sector[offset + distance + i] = (byte) (first ^ (byte) (sum >>> (8 * i)));
    }
  }
}
