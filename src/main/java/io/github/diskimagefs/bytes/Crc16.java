package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;

/**
 * The CRC of UDF's descriptors (ECMA-167 3/7.2.6), of CHD and, inverted, of sub-channel Q (ECMA-130
 * 22.3): polynomial x^16 + x^12 + x^5 + 1, from 0 unless another value is given.
 *
 * <p>Processes sixteen bytes at a time, because a walk of UDF would spend half of its time here
 * otherwise.
 */
public final class Crc16 {
  private static final int STEP = 16;

  /** The CRC of a byte with {@code n} zero bytes after it, at {@code 256 * n + byte}. */
  private static final char[] TABLE = new char[STEP << 8];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
      TABLE[i] = (char) crc;
    }
    for (int i = 256; i < TABLE.length; i++) {
      int before = TABLE[i - 256];
      TABLE[i] = (char) ((before << 8) ^ TABLE[before >> 8]);
    }
  }

  private Crc16() {}

  /**
   * Returns the CRC of a part of a little-endian structure.
   *
   * @throws MalformedImageException if the structure is shorter
   */
  public static int of(Struct struct, int offset, int length) throws MalformedImageException {
    return of(struct, offset, length, 0);
  }

  /**
   * Returns the CRC of a part of a little-endian structure, continued from that of the bytes before
   * it.
   *
   * @param before the CRC of the bytes before, or the value to start with
   * @throws MalformedImageException if the structure is shorter
   */
  public static int of(Struct struct, int offset, int length, int before)
      throws MalformedImageException {
    int crc = before;
    int i = offset;
    for (; offset + length - i >= STEP; i += STEP) {
      long first = struct.s64(i);
      crc = eight(first ^ (crc >> 8) ^ ((crc & 0xFF) << 8), STEP - 8) ^ eight(struct.s64(i + 8), 0);
    }
    for (; i < offset + length; i++) {
      crc = ((crc << 8) & 0xFFFF) ^ TABLE[(crc >> 8) ^ struct.u8(i)];
    }
    return crc;
  }

  /** Returns the CRC of eight bytes with {@code followers} zero bytes after them. */
  private static int eight(long bytes, int followers) {
    int after = followers << 8;
    return TABLE[after + 0x700 + (int) (bytes & 0xFF)]
        ^ TABLE[after + 0x600 + (int) (bytes >> 8 & 0xFF)]
        ^ TABLE[after + 0x500 + (int) (bytes >> 16 & 0xFF)]
        ^ TABLE[after + 0x400 + (int) (bytes >> 24 & 0xFF)]
        ^ TABLE[after + 0x300 + (int) (bytes >> 32 & 0xFF)]
        ^ TABLE[after + 0x200 + (int) (bytes >> 40 & 0xFF)]
        ^ TABLE[after + 0x100 + (int) (bytes >> 48 & 0xFF)]
        ^ TABLE[after + (int) (bytes >>> 56)];
  }
}
