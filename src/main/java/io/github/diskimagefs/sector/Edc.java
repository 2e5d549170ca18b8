package io.github.diskimagefs.sector;

/**
 * Error detection code of a sector (ECMA-130 clause 14.3): a CRC of 32 bits, polynomial (x^16 +
 * x^15 + x^2 + 1)(x^16 + x^2 + x + 1), least significant bit first, from 0.
 */
public final class Edc {
  /** The polynomial with its bits reversed. */
  private static final int POLYNOMIAL = 0xD8018001;

  /** {@code TABLES[k][b]}: what byte {@code b} adds with {@code k} bytes after it. */
  private static final int[][] TABLES = tables();

  private Edc() {}

  private static int[][] tables() {
    int[][] tables = new int[8][256];
    for (int value = 0; value < 256; value++) {
      int crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[0][value] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int value = 0; value < 256; value++) {
        int before = tables[k - 1][value];
        tables[k][value] = before >>> 8 ^ tables[0][before & 0xFF];
      }
    }
    return tables;
  }

  /** Returns the code of the bytes from {@code start} to before {@code end}. */
  static int of(byte[] bytes, int start, int end) {
    return update(0, bytes, start, end);
  }

  /**
   * Returns the code of bytes that follow others.
   *
   * @param code of the bytes before, 0 if there are none
   * @param start of the bytes in the array
   * @param end after the last one
   */
  public static int update(int code, byte[] bytes, int start, int end) {
    int crc = code;
    int offset = start;
    for (; offset <= end - 8; offset += 8) {
      crc ^= little(bytes, offset);
      int next = little(bytes, offset + 4);
      crc =
          TABLES[7][crc & 0xFF]
              ^ TABLES[6][crc >>> 8 & 0xFF]
              ^ TABLES[5][crc >>> 16 & 0xFF]
              ^ TABLES[4][crc >>> 24]
              ^ TABLES[3][next & 0xFF]
              ^ TABLES[2][next >>> 8 & 0xFF]
              ^ TABLES[1][next >>> 16 & 0xFF]
              ^ TABLES[0][next >>> 24];
    }
    for (; offset < end; offset++) {
      crc = crc >>> 8 ^ TABLES[0][(crc ^ bytes[offset]) & 0xFF];
    }
    return crc;
  }

  /** Returns whether the code that follows some bytes is theirs. */
  static boolean matches(byte[] bytes, int start, int end) {
    return of(bytes, start, end) == little(bytes, end);
  }

  static int little(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF)
        | (bytes[offset + 1] & 0xFF) << 8
        | (bytes[offset + 2] & 0xFF) << 16
        | (bytes[offset + 3] << 24);
  }
}
