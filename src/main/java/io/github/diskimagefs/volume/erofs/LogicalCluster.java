package io.github.diskimagefs.volume.erofs;

/**
 * An entry of a cluster index.
 *
 * @param type whether an extent starts in the cluster
 * @param offset where in the cluster it starts; 0 for NONHEAD
 * @param distance clusters back to the one in which the extent starts; 0 otherwise
 * @param blocks blocks of the physical cluster, which the first NONHEAD states of big ones; else 0
 * @param block the first block of the physical cluster
 * @param partial whether the physical cluster has more bytes than the extent
 */
record LogicalCluster(
    ClusterType type, int offset, int distance, int blocks, long block, boolean partial) {

  static LogicalCluster head(ClusterType type, int offset, long block, boolean partial) {
    return new LogicalCluster(type, offset, 0, 0, block, partial);
  }

  static LogicalCluster nonHead(int distance) {
    return new LogicalCluster(ClusterType.NONHEAD, 0, distance, 0, 0, false);
  }

  /** Returns the first NONHEAD of a big physical cluster. */
  static LogicalCluster counting(int blocks) {
    return new LogicalCluster(ClusterType.NONHEAD, 0, 1, blocks, 0, false);
  }

  boolean isHead() {
    return type != ClusterType.NONHEAD;
  }
}
