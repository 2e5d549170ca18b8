package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;

/** The index of a compressed file, with an entry for each logical cluster. */
abstract class ClusterIndex {
  /** Set in a distance: the other bits are a number of blocks ({@code Z_EROFS_LI_D0_CBLKCNT}). */
  static final int BLOCK_COUNT = 1 << 11;

  static final String NAME = "cluster index";

  final PageCache tables;
  final MapHeader header;

  ClusterIndex(PageCache tables, MapHeader header) {
    this.tables = tables;
    this.header = header;
  }

  /** Reads the entry of a logical cluster. */
  abstract LogicalCluster read(long cluster) throws IOException;

  /** Returns the byte position after the entry, or after the pack that holds it. */
  abstract long end(long cluster);
}
