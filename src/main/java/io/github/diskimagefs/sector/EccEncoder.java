package io.github.diskimagefs.sector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Computes the error correction code of a raw sector (ECMA-130 annex A), for images that leave it
 * out. All words of a code are computed at a time, from the first byte of each to the last: eight
 * words in a number for P, whose words are columns, and for Q, whose words are diagonals of pairs
 * of bytes.
 *
 * <p>The parity of a word makes the sum of its bytes zero, and the sum of its bytes times powers of
 * 2 as well, in GF(2^8) with x^8 + x^4 + x^3 + x^2 + 1.
 */
public final class EccEncoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SYNC_LENGTH = 12;
  private static final int MODE = 15;

  /** Pairs of bytes in a row of the protected bytes, which start at the header. */
  private static final int COLUMNS = 43;

  /** Bytes of a row. */
  private static final int ROW = 2 * COLUMNS;

  /** Rows of data; two rows of parity follow. */
  private static final int ROWS = 24;

  /** Numbers that hold a row; the last one passes its end by two bytes, which are not used. */
  private static final int LONGS = (ROW + 7) / 8;

  private static final int DIAGONALS = ROWS + 2;

  /** Numbers that hold a pair of each diagonal; the last one has two more, which are not used. */
  private static final int QUARTERS = (DIAGONALS + 3) / 4;

  /** Bytes of a column of pairs that is there twice, and what the last number reads after it. */
  private static final int COLUMN_BYTES = 2 * 2 * DIAGONALS + 8;

  private static final int P = 2076;
  private static final int Q = 2248;

  /** The quotient of each byte by 3, which is x + 1. */
  private static final byte[] THIRDS = new byte[256];

  static {
    for (int value = 0; value < 256; value++) {
      THIRDS[twice(value) ^ value] = (byte) value;
    }
  }

  private EccEncoder() {}

  private static int twice(int value) {
    return (value << 1) ^ (value < 128 ? 0 : 0x11D);
  }

  /**
   * Writes the sync pattern of a raw sector and its parity, computed from the other bytes.
   *
   * @param bytes hold the sector, and are changed
   * @param start offset of the sector's first byte
   */
  public static void restore(byte[] bytes, int start) {
    bytes[start] = 0;
    java.util.Arrays.fill(bytes, start + 1, start + SYNC_LENGTH - 1, (byte) -1);
    bytes[start + SYNC_LENGTH - 1] = 0;
    int first = start + SYNC_LENGTH;
    int header = Edc.little(bytes, first);
    boolean counted = bytes[start + MODE] != 2; // in mode 2 the header counts as zeros
    if (!counted) {
      java.util.Arrays.fill(bytes, first, first + Integer.BYTES, (byte) 0);
    }
    columns(bytes, first, start + P);
    diagonals(bytes, first, start + Q);
    if (!counted) {
      for (int i = 0; i < Integer.BYTES; i++) {
        bytes[first + i] = (byte) (header >>> (8 * i));
      }
    }
  }

  /** Computes P. The numbers that pass the end of a row read bytes of the next one, or of Q. */
  private static void columns(byte[] bytes, int first, int parity) {
    long[] sums = new long[LONGS];
    long[] weighted = new long[LONGS];
    for (int row = 0; row < ROWS; row++) {
      int offset = first + row * ROW;
      for (int i = 0; i < LONGS; i++) {
        long data = (long) LONG.get(bytes, offset + 8 * i);
        sums[i] ^= data;
        weighted[i] = twice(weighted[i]) ^ data;
      }
    }
    for (int column = 0; column < ROW; column++) {
      int shift = 8 * (column % 8);
      int sum = (int) (sums[column / 8] >>> shift) & 0xFF;
      put(bytes, parity + column, ROW, sum, (int) (weighted[column / 8] >>> shift) & 0xFF);
    }
  }

  /**
   * Computes Q, which covers P: pair i of diagonal d is in row i + d and column i. Each column is
   * written twice to an array of its own, so that its pairs follow each other in the order of the
   * diagonals, four in a number.
   */
  private static void diagonals(byte[] bytes, int first, int parity) {
    long[] sums = new long[QUARTERS];
    long[] weighted = new long[QUARTERS];
    byte[] columns = new byte[4 * COLUMN_BYTES];
    for (int group = 0; group < COLUMNS; group += 4) {
      int count = Math.min(4, COLUMNS - group);
      transpose(bytes, first + 2 * group, columns, count);
      for (int i = 0; i < count; i++) {
        int start = i * COLUMN_BYTES + 2 * ((group + i) % DIAGONALS);
        for (int k = 0; k < QUARTERS; k++) {
          long data = (long) LONG.get(columns, start + 8 * k);
          sums[k] ^= data;
          weighted[k] = twice(weighted[k]) ^ data;
        }
      }
    }
    for (int word = 0; word < 2 * DIAGONALS; word++) {
      int shift = 8 * (word % 8);
      int sum = (int) (sums[word / 8] >>> shift) & 0xFF;
      put(bytes, parity + word, 2 * DIAGONALS, sum, (int) (weighted[word / 8] >>> shift) & 0xFF);
    }
  }

  /**
   * Copies up to four columns of pairs, each to {@link #COLUMN_BYTES} of {@code columns}.
   *
   * @param first offset of the first pair of the first column
   */
  private static void transpose(byte[] bytes, int first, byte[] columns, int count) {
    for (int row = 0; row < DIAGONALS; row++) {
      // Past the end of a row are the next one and Q, of which the pairs are not used.
      long pairs = (long) LONG.get(bytes, first + row * ROW);
      for (int i = 0; i < count; i++) {
        short pair = (short) (pairs >>> (16 * i));
        int offset = i * COLUMN_BYTES + 2 * row;
        SHORT.set(columns, offset, pair);
        SHORT.set(columns, offset + 2 * DIAGONALS, pair);
      }
    }
  }

  /** Returns each byte of a number times 2. */
  private static long twice(long bytes) {
    long carried = (bytes >>> 7) & 0x0101_0101_0101_0101L;
    return ((bytes & 0x7F7F_7F7F_7F7F_7F7FL) << 1) ^ (carried * 0x1D);
  }

  /**
   * Writes the two parity bytes of a word.
   *
   * @param distance from the first to the second
   * @param sum of the word's data
   * @param weighted sum of its data times powers of 2, 1 for the last byte of data
   */
  private static void put(byte[] bytes, int offset, int distance, int sum, int weighted) {
    int first = THIRDS[sum ^ twice(twice(weighted))] & 0xFF;
    bytes[offset] = (byte) first;
    bytes[offset + distance] = (byte) (sum ^ first);
  }
}
