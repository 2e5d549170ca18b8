package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.List;

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
  private static final int SHIFT_BITS = 4;

  /** Header bytes of the two versions, whose magic numbers differ. */
  private static final int HEADER_1 = 16;

  private static final int HEADER_2 = 24;

  /** Smallest logical block, at whose multiples files start. */
  private static final int PLACE_UNIT = 512;

  private static final int PLACE_BITS = 34;

  /** The rest of 63 bits: files of 128 GiB and more are numbered alone. */
  private static final int INDEX_BITS = Long.SIZE - 1 - PLACE_BITS - SHIFT_BITS;

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

  /**
   * Returns the number of a file's first block among the blocks of all files of a volume. It is
   * made of the file's place and block size, so that no other file has the same numbers.
   *
   * @return -1 if there is no such number
   */
  long firstBlock(List<FileSection> sections) {
    FileSection section = sections.get(0);
    // Only at the usual size does the magic number at the place tell which header it is.
    boolean usual = headerSize == (version == 1 ? HEADER_1 : HEADER_2);
    if (sections.size() > 1
        || section.unit() > 0
        || !usual
        || section.start() % PLACE_UNIT != 0
        || (section.start() / PLACE_UNIT) >> PLACE_BITS != 0
        || size >> blockShift >> INDEX_BITS != 0) {
      return -1;
    }
    long place = section.start() / PLACE_UNIT;
    return ((place << SHIFT_BITS) | (blockShift - MIN_BLOCK_SHIFT)) << INDEX_BITS;
  }
}
