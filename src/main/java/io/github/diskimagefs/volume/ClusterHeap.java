package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;

/**
 * The clusters of a volume of the FAT family: equal parts, numbered from 2.
 *
 * @param volume the volume's bytes
 * @param offset byte offset in {@code volume} of cluster 2
 * @param clusterSize bytes of a cluster, a power of two
 * @param count number of clusters, from 1
 */
public record ClusterHeap(ByteSource volume, long offset, int clusterSize, long count) {
  /** The number of the first cluster (exFAT 5.1, FAT 4). */
  public static final int FIRST = 2;

  /** Returns whether there is a cluster of that number. */
  public boolean has(long cluster) {
    return cluster >= FIRST && cluster < FIRST + count;
  }

  /** Returns the byte offset in {@link #volume} of a cluster. */
  public long position(long cluster) {
    return offset + (cluster - FIRST) * clusterSize;
  }

  /** Returns the bytes of all clusters. */
  public long size() {
    return count * clusterSize;
  }

  /**
   * Returns content that is in consecutive clusters.
   *
   * @param size in bytes, not negative
   * @throws MalformedImageException if the heap ends before
   */
  public ByteSource consecutive(long first, long size) throws MalformedImageException {
    if (size > 0 && (!has(first) || size > (FIRST + count - first) * clusterSize)) {
      throw malformed(size + " bytes from cluster " + first + " on in a heap of " + count);
    }
    return size == 0 ? volume.slice(offset, 0) : volume.slice(position(first), size);
  }

  /** Returns the error of a cluster chain. */
  static MalformedImageException malformed(String detail) {
    return new MalformedImageException("cluster chain", MalformedImageException.NO_OFFSET, detail);
  }
}
