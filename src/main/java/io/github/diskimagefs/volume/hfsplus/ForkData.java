package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Fork data: length and first eight extents of a fork (TN1150 "Fork Data Structure"). Only extents
 * in use are kept, because every file of a walk has a fork.
 */
final class ForkData {
  /** Length on disk in bytes. */
  static final int LENGTH = 80;

  /** Length of an extent record in bytes: eight extents. */
  static final int EXTENTS_LENGTH = 64;

  static final ForkData EMPTY = new ForkData(0, 0, new int[0]);

  private final long size;
  private final int blocks;
  private final int[] extents;

  private ForkData(long size, int blocks, int[] extents) {
    this.size = size;
    this.blocks = blocks;
    this.extents = extents;
  }

  /** Reads the structure. */
  static ForkData read(Struct struct) throws MalformedImageException {
    long size = struct.u64(0); //   logicalSize
    int blocks = struct.s32(12); // totalBlocks
    if (size == 0 && struct.s32(20) == 0) { // blockCount of the first extent
      return EMPTY;
    }
    int[] extents = extents(struct.slice(16, EXTENTS_LENGTH));
    return new ForkData(size, blocks, extents);
  }

  /** Reads an extent record: pairs of first block and count, up to the first empty one. */
  static int[] extents(Struct struct) throws MalformedImageException {
    int used = 0;
    while (used < 8 && struct.s32(8 * used + 4) != 0) {
      used++;
    }
    int[] extents = new int[2 * used];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = struct.s32(4 * i);
    }
    return extents;
  }

  /** Returns the length of the fork in bytes. */
  long size() {
    return size;
  }

  /** Returns the number of allocation blocks of the fork. */
  long blocks() {
    return blocks & 0xFFFF_FFFFL;
  }

  /** Returns the first extents: pairs of first block and count, unsigned. */
  int[] extents() {
    return extents;
  }
}
