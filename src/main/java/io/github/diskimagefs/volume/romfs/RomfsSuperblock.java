package io.github.diskimagefs.volume.romfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Superblock ({@code struct romfs_super_block}).
 *
 * @param struct its fields before the name
 * @param size bytes of the volume
 * @param name of the volume, as recorded
 * @param root byte position of the header of the root directory
 */
record RomfsSuperblock(Struct struct, long size, Struct name, long root) {
  private static final String MAGIC = "-rom1fs-";
  private static final int LENGTH = 16;

  /** Bytes that the checksum covers. */
  private static final int CHECKED_BYTES = 512;

  /** Returns whether a volume has the magic number. */
  static boolean signed(ByteSource volume) throws IOException {
    return volume.holds(0, 2L * LENGTH) && struct(volume).has(0, MAGIC);
  }

  private static Struct struct(ByteSource volume) throws IOException {
    return Struct.read("superblock", volume, 0, LENGTH, ByteOrder.BIG_ENDIAN);
  }

  static RomfsSuperblock read(MetadataPages pages) throws IOException {
    Struct struct = struct(pages.volume());
    Struct name = RomfsHeader.name(pages, LENGTH);
    int alignment = RomfsHeader.ALIGNMENT;
    long root = LENGTH + (long) (name.length() + alignment) / alignment * alignment;
    return new RomfsSuperblock(struct, struct.u32(8), name, root);
  }

  /**
   * Compares the checksum of the volume's first bytes: the sum of their words is 0.
   *
   * @throws MalformedImageException if it is wrong
   */
  void check(ByteSource volume) throws IOException {
    int length = (int) Math.min(CHECKED_BYTES, size) & -Integer.BYTES;
    int sum = sum(Struct.read("superblock", volume, 0, length, ByteOrder.BIG_ENDIAN));
    if (sum != 0) {
      throw struct.mismatch("checksum 0", Integer.toHexString(sum));
    }
  }

  /** Returns the sum of words of 32 bits. */
  static int sum(Struct words) throws MalformedImageException {
    int sum = 0;
    for (int i = 0; i < words.length(); i += Integer.BYTES) {
      sum += words.s32(i);
    }
    return sum;
  }
}
