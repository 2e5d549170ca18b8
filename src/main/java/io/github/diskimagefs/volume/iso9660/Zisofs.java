package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * The entry ZF of zisofs and zisofs2: how a file is compressed. The algorithm is zlib.
 *
 * @param version 1 or 2
 * @param headerSize bytes of the header before the block pointers
 * @param blockShift binary logarithm of the block size
 * @param size uncompressed size in bytes
 */
record Zisofs(int version, int headerSize, int blockShift, long size) {
  private static final int LENGTH = 16;
  private static final int MIN_BLOCK_SHIFT = 12;
  private static final int MAX_BLOCK_SHIFT = 20;

  /**
   * Reads an entry.
   *
   * @return null if its content is shown as stored, because the entry names no known algorithm or
   *     an impossible block size
   */
  static Zisofs read(Struct struct, int offset, int length) throws MalformedImageException {
    if (length < LENGTH) {
      return null;
    }
    int version;
    if (struct.has(offset + 4, "pz")) {
      version = 1;
    } else if (struct.has(offset + 4, "PZ")) {
      version = 2;
    } else {
      return null;
    }
    long size = version == 1 ? struct.u32both(offset + 8) : struct.s64(offset + 8);
    int shift = struct.u8(offset + 7);
    return shift >= MIN_BLOCK_SHIFT && shift <= MAX_BLOCK_SHIFT && size >= 0
        ? new Zisofs(version, 4 * struct.u8(offset + 6), shift, size)
        : null;
  }
}
