package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lznt1;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The clusters of a compressed attribute, in compression units: all clusters of a unit are stored
 * as they are, or none (zeros), or the first ones hold the unit compressed.
 */
final class CompressedRuns extends DecodedChunks {
  private final ByteSource clusters;
  private final DataRuns runs;
  private final int clusterSize;
  private final int unit;

  /**
   * Creates the source.
   *
   * @param clusters the attribute as it is stored, with holes
   * @param size bytes of the value
   * @param unitClusters clusters of a compression unit
   * @param range numbers of the units
   */
  CompressedRuns(
      ByteSource clusters,
      DataRuns runs,
      int clusterSize,
      int unitClusters,
      long size,
      ChunkRange range) {
    super(size, clusterSize * unitClusters, range);
    this.clusters = clusters;
    this.runs = runs;
    this.clusterSize = clusterSize;
    this.unit = unitClusters;
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    long first = index * unit;
    int stored = 0;
    while (stored < unit && stored(first + stored)) {
      stored++;
    }
    byte[] chunk = new byte[unit * clusterSize];
    if (stored == 0) {
      return chunk;
    }
    Struct data =
        Struct.read(
            "compression unit",
            clusters,
            first * clusterSize,
            stored * clusterSize,
            ByteOrder.LITTLE_ENDIAN);
    if (stored == unit) {
      return data.bytes();
    }
    Lznt1.decode(data, chunk);
    return chunk;
  }

  private boolean stored(long cluster) {
    int run = runs.find(cluster);
    return run < runs.count() && runs.cluster(run) != DataRuns.HOLE;
  }
}
