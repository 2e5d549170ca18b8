package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.StandardIdentifier;
import java.io.IOException;
import java.nio.ByteOrder;

/** Finds the superblock of a volume, or its first copy if it is damaged. */
final class SuperblockFinder {
  /** Block sizes for which the first copy is looked for: those of all common volumes. */
  private static final int[] COPIED_BLOCK_SIZES = {1024, 2048, 4096};

  private SuperblockFinder() {}

  /** Returns whether the volume has a superblock, valid or not. */
  static boolean signed(ByteSource volume) throws IOException {
    return volume.holds(Superblock.OFFSET, Superblock.LENGTH)
        && Superblock.signed(struct(volume, Superblock.OFFSET));
  }

  /** Returns whether the volume has a copy of a superblock, and nothing that would explain it. */
  static boolean copied(ByteSource volume) throws IOException {
    if (!volume.holds(copyOffset(COPIED_BLOCK_SIZES[0]), Superblock.LENGTH)) {
      return false;
    }
    // A copy on a partitioned disk or an optical disc is that of a partition or file.
    Struct boot = Struct.read("boot sector", volume, 0, 512, ByteOrder.LITTLE_ENDIAN);
    return boot.u16(510) != 0xAA55
        && StandardIdentifier.read(volume, StandardIdentifier.FIRST_DESCRIPTOR) == null
        && copy(volume) != null;
  }

  /**
   * Reads the superblock.
   *
   * @throws MalformedImageException if neither it nor a copy is valid
   */
  static Superblock find(ByteSource volume) throws IOException {
    try {
      return primary(volume);
    } catch (MalformedImageException e) {
      Superblock copy = copy(volume);
      if (copy == null) {
        throw e;
      }
      return copy;
    }
  }

  /** Reads the superblock, not a copy of it. */
  static Superblock primary(ByteSource volume) throws IOException {
    return Superblock.read(struct(volume, Superblock.OFFSET));
  }

  /** Reads the copy in group 1, which even sparse_super2 has; null if there is none. */
  private static Superblock copy(ByteSource volume) throws IOException {
    for (int blockSize : COPIED_BLOCK_SIZES) {
      long offset = copyOffset(blockSize);
      if (volume.holds(offset, Superblock.LENGTH)) {
        try {
          Struct struct = struct(volume, offset);
          if (Superblock.signed(struct) && struct.u16(0x5A) == 1) { // s_block_group_nr
            Superblock copy = Superblock.read(struct);
            if (copy.blockSize() == blockSize) {
              return copy;
            }
          }
        } catch (MalformedImageException e) {
          // Not a copy of a superblock, or not a valid one: the next may be.
        }
      }
    }
    return null;
  }

  /** Returns where the copy is if groups have as many blocks as a block's bits can count. */
  private static long copyOffset(int blockSize) {
    long first = blockSize == 1024 ? 1 : 0;
    return (8L * blockSize + first) * blockSize;
  }

  private static Struct struct(ByteSource volume, long offset) throws IOException {
    return Struct.read("superblock", volume, offset, Superblock.LENGTH, ByteOrder.LITTLE_ENDIAN);
  }
}
