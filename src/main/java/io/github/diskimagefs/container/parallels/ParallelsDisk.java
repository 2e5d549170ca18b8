package io.github.diskimagefs.container.parallels;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** The disk that a block allocation table (BAT) maps. */
final class ParallelsDisk extends TableMappedSource {
  private static final int TABLE_OFFSET = 64;

  private final int clusterSize;
  private final int unit;

  /**
   * Creates a disk.
   *
   * @param unit bytes that an entry of the table counts
   */
  ParallelsDisk(ByteSource file, long size, int clusterSize, int unit, ChunkCache cache) {
    super(file, ByteOrder.LITTLE_ENDIAN, size, clusterSize, null, cache);
    this.clusterSize = clusterSize;
    this.unit = unit;
  }

  @Override
  protected long place(long position) throws IOException {
    long cluster = position / clusterSize;
    long entry = tables.u32("Parallels BAT", TABLE_OFFSET + cluster * Integer.BYTES);
    return entry == 0 ? ZEROS : entry * unit - cluster * clusterSize;
  }
}
