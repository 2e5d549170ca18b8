package io.github.diskimagefs.volume;

import java.io.IOException;

/**
 * A file allocation table: tells for each cluster which one follows it. Safe for use by many
 * threads at once.
 */
@FunctionalInterface
public interface ClusterTable {
  /** Instead of the number of a cluster: the chain ends. */
  long END = -1;

  /**
   * Returns the number of the cluster after one, or {@link #END}.
   *
   * @param cluster the number of a cluster of the heap
   * @throws io.github.diskimagefs.MalformedImageException if the table has no such number, because
   *     the cluster is marked as free or bad, or the number is too large
   * @throws IOException if the table cannot be read
   */
  long next(long cluster) throws IOException;
}
