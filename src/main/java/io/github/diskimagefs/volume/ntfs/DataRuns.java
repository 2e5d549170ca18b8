package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where the clusters of an attribute are stored: ranges of clusters, decoded from mapping pairs.
 */
final class DataRuns {
  /** In the place of a cluster: nothing is stored, the bytes are zeros. */
  static final long HOLE = -1;

  private final long maxCluster;
  private long[] ends = new long[4];
  private long[] clusters = new long[4];
  private int count;

  /**
   * Creates an empty list.
   *
   * @param maxCluster clusters of the volume
   */
  DataRuns(long maxCluster) {
    this.maxCluster = maxCluster;
  }

  /** Adds the runs of an attribute, or of its next part. */
  void add(Attribute attribute) throws IOException {
    if (attribute.firstCluster() != end()) {
      throw attribute
          .struct()
          .mismatch("the part from cluster " + end() + " on", attribute.firstCluster());
    }
    Struct pairs = attribute.mappingPairs();
    long cluster = 0;
    for (int offset = 0; offset < pairs.length() && pairs.u8(offset) != 0; ) {
      int lengthBytes = pairs.u8(offset) & 15;
      int offsetBytes = pairs.u8(offset) >> 4;
      if (lengthBytes == 0 || lengthBytes > 8 || offsetBytes > 8) {
        throw pairs.malformed("mapping pair %02X at %d", pairs.u8(offset), offset);
      }
      long length = number(pairs, offset + 1, lengthBytes);
      offset += 1 + lengthBytes;
      if (length <= 0 || length > maxClusters() - end()) {
        throw pairs.malformed("run of %d clusters", length);
      }
      if (offsetBytes == 0) {
        append(length, HOLE);
        continue;
      }
      cluster += number(pairs, offset, offsetBytes);
      offset += offsetBytes;
      if (cluster < 0 || cluster > maxCluster - length) {
        throw pairs.malformed("run of %d clusters at %d of %d", length, cluster, maxCluster);
      }
      append(length, cluster);
    }
  }

  /** Holes may be larger than the volume; sizes in bytes stay within 63 bits. */
  private static long maxClusters() {
    return Long.MAX_VALUE >> 22;
  }

  private static long number(Struct pairs, int offset, int length) throws IOException {
    long value = pairs.s8(offset + length - 1);
    for (int i = length - 2; i >= 0; i--) {
      value = value << 8 | pairs.u8(offset + i);
    }
    return value;
  }

  private void append(long length, long cluster) {
    if (count > 0 && adjoins(cluster)) {
      ends[count - 1] += length;
      return;
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      clusters = Arrays.copyOf(clusters, 2 * count);
    }
    clusters[count] = cluster;
    ends[count] = end() + length;
    count++;
  }

  private boolean adjoins(long cluster) {
    long last = clusters[count - 1];
    return last == HOLE
        ? cluster == HOLE
        : cluster == last + ends[count - 1] - (count == 1 ? 0 : ends[count - 2]);
  }

  int count() {
    return count;
  }

  /** Returns the number of clusters that are placed. */
  long end() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** Returns the index of the run that has a cluster of the attribute. */
  int find(long cluster) {
    int found = Arrays.binarySearch(ends, 0, count, cluster);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Returns the cluster of the attribute after run {@code i}. */
  long end(int i) {
    return ends[i];
  }

  /** Returns the cluster of the volume where run {@code i} starts, or {@link #HOLE}. */
  long cluster(int i) {
    return clusters[i];
  }

  /** Returns the cluster of the attribute where run {@code i} starts. */
  long start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }
}
