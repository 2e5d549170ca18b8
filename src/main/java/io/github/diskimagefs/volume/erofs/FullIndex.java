package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;

/** Index with 8 bytes for each logical cluster ({@code struct z_erofs_lcluster_index}). */
final class FullIndex extends ClusterIndex {
  private static final int ENTRY = 8;
  private static final int RESERVED = 8;
  private static final int PARTIAL = 1 << 15;

  FullIndex(PageCache tables, MapHeader header) {
    super(tables, header);
  }

  @Override
  LogicalCluster read(long cluster) throws IOException {
    long position = end(cluster) - ENTRY;
    long word = tables.u32(NAME, position);
    long second = tables.u32(NAME, position + 4);
    int advice = (int) word & 0xFFFF; // di_advise
    ClusterType type = ClusterType.of(advice);
    if (type == ClusterType.NONHEAD) {
      int distance = (int) second & 0xFFFF; // delta[0]
      if ((distance & BLOCK_COUNT) == 0) {
        return LogicalCluster.nonHead(distance);
      }
      if (!header.big(true) && !header.big(false)) {
        throw header.malformed("a block count of a small physical cluster");
      }
      return LogicalCluster.counting(distance & ~BLOCK_COUNT);
    }
    int offset = (int) (word >>> 16); // di_clusterofs
    return LogicalCluster.head(type, offset, second, (advice & PARTIAL) != 0);
  }

  @Override
  long end(long cluster) {
    return header.start() + MapHeader.LENGTH + RESERVED + (cluster + 1) * ENTRY;
  }
}
