package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The origin of the block numbers of a volume in a later track of a disc: the start of the disc, as
 * ECMA-119 §6.1.2 has it, or the start of the track, as in images that were put together from plain
 * ISO files.
 */
public final class TrackOrigin {
  private static final int SECTOR = VolumeDescriptor.SECTOR;

  /** Block of the first volume descriptor, §6.2.1. */
  private static final long FIRST_DESCRIPTOR = 16;

  /** Blocks searched for the root directory; path tables of 10,000 folders fit. */
  private static final long MAX_SEARCHED_BLOCKS = 512;

  private TrackOrigin() {}

  /**
   * Returns whether a volume counts its blocks from its track: its root directory, which names its
   * own block, is found that way and not by counting from the start of the disc.
   *
   * @param disc the user data of the disc
   * @param start the track's first block, from 0
   */
  public static boolean isTrack(ByteSource disc, long start) {
    if (start == 0) {
      return false;
    }
    try {
      Struct descriptor = sector(disc, start + 16);
      if (VolumeDescriptor.layout(descriptor) != DescriptorRevision.ECMA_119) {
        return false;
      }
      long root = descriptor.u32(158); // BP 159 to 162 of the root's record, §8.4.18
      // A block before the track may hold the root directory of another one.
      boolean proper = root >= start && namesItself(disc, root, root);
      return !proper && namesItself(disc, start + root, root);
    } catch (IOException e) {
      return false; // the volume format reads the descriptor again, and reports the error
    }
  }

  /**
   * Returns the block number that a volume gives to the first block of its track, found by its root
   * directory, which writers put after the descriptors and path tables.
   *
   * @param track the user data of the track
   * @return {@link Long#MIN_VALUE} if the root directory is not found
   */
  public static long of(ByteSource track) throws IOException {
    long blocks =
        Math.min(MAX_SEARCHED_BLOCKS, track.clip(0, MAX_SEARCHED_BLOCKS * SECTOR) / SECTOR);
    if (blocks <= FIRST_DESCRIPTOR) {
      return Long.MIN_VALUE;
    }
    Struct descriptor = sector(track, FIRST_DESCRIPTOR);
    if (VolumeDescriptor.layout(descriptor) != DescriptorRevision.ECMA_119) {
      return Long.MIN_VALUE;
    }
    long root = descriptor.u32(158); // BP 159 to 162 of the root's record, §8.4.18
    if (namesItself(track, root, root)) {
      return 0;
    }
    for (long block = FIRST_DESCRIPTOR + 1; block < blocks; block++) {
      if (namesItself(track, block, root)) {
        return root - block;
      }
    }
    return Long.MIN_VALUE;
  }

  private static boolean namesItself(ByteSource disc, long block, long extent) {
    try {
      Struct directory = sector(disc, block);
      return directory.u8(0) >= DirectoryRecord.MIN_LENGTH
          && directory.u8(32) == 1
          && directory.u8(33) == 0
          && directory.u32(2) == extent;
    } catch (IOException e) {
      return false;
    }
  }

  private static Struct sector(ByteSource disc, long block) throws IOException {
    return Struct.read("sector", disc, block * SECTOR, SECTOR, ByteOrder.LITTLE_ENDIAN);
  }
}
