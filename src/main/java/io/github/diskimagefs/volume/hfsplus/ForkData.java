package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Fork Data Structure (TN1150): a fork's length and its first eight extents. Holds no more extents
 * than are in use, for every file of a walk has one.
 */
final class ForkData {
  static final int LENGTH = 80;

  /** Bytes of an extent record: eight extents. */
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

  static ForkData read(Struct in) throws MalformedImageException {
    long size = in.u64(0); //   logicalSize
    int blocks = in.s32(12); // totalBlocks
    int[] extents = extents(in.slice(16, EXTENTS_LENGTH));
    return size == 0 && extents.length == 0 ? EMPTY : new ForkData(size, blocks, extents);
  }

  /** Pairs of first block and count, up to the first that is empty. */
  static int[] extents(Struct in) throws MalformedImageException {
    int used = 0;
    while (used < 8 && in.s32(8 * used + 4) != 0) {
      used++;
    }
    int[] extents = new int[2 * used];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = in.s32(4 * i);
    }
    return extents;
  }

  /** Length in bytes. */
  long size() {
    return size;
  }

  /** Allocation blocks of the whole fork. */
  long blocks() {
    return blocks & 0xFFFF_FFFFL;
  }

  /** The first extents: pairs of block and count, unsigned. */
  int[] extents() {
    return extents;
  }
}
