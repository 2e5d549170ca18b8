package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import java.io.IOException;

/** Extents overflow file: the extents of forks that have more than eight (TN1150). */
final class ExtentsOverflow {
  static final int DATA = 0;
  static final int RESOURCE = 0xFF;

  private final BTreeFile tree;

  ExtentsOverflow(BTreeFile tree) {
    this.tree = tree;
  }

  /**
   * Returns up to eight extents of a fork.
   *
   * @param block first block of the fork that they hold
   * @return pairs of first block and count, or null if there is no such record
   */
  int[] find(long file, int fork, long block) throws IOException {
    BTreeCursor record = tree.find(key -> compare(file, fork, block, key));
    return record == null
        ? null
        : ForkData.extents(record.data().slice(0, ForkData.EXTENTS_LENGTH));
  }

  private static int compare(long file, int fork, long block, Struct key)
      throws MalformedImageException {
    int order = Long.compare(file, key.u32(2));
    if (order == 0) {
      order = Integer.compare(fork, key.u8(0));
    }
    return order == 0 ? Long.compare(block, key.u32(6)) : order;
  }
}
