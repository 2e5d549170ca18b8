package io.github.diskimagefs.volume.ext;

/**
 * CRC-32C (Castagnoli) without the final inversion, from any start value: a volume's checksums
 * continue from those of its identifiers, which {@code java.util.zip.CRC32C} has no way to do.
 */
final class Crc32c {
  /** The start value of a checksum that continues no other. */
  static final int START = -1;

  private static final int POLYNOMIAL = 0x82F6_3B78;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
      TABLE[i] = crc;
    }
  }

  private Crc32c() {}

  static int update(int start, byte[] bytes, int offset, int length) {
    int crc = start;
    for (int i = offset; i < offset + length; i++) {
      crc = TABLE[(crc ^ bytes[i]) & 0xFF] ^ crc >>> 8;
    }
    return crc;
  }
}
