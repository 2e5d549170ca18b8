package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Content in a chain of clusters. The chain is followed as far as bytes are asked for, so that
 * opening a large file is as cheap as opening a small one. Extents that follow each other on the
 * volume are one segment.
 */
public final class ClusterChainSource extends SegmentedSource {
  private static final int MIN_FOLLOWED_CLUSTERS = 64;

  private final ClusterHeap heap;
  private final ClusterTable table;
  private final long size;
  private final AtomicReference<ClusterChain> chain;

  private ClusterChainSource(ClusterHeap heap, ClusterTable table, ClusterChain chain, long size) {
    this.heap = heap;
    this.table = table;
    this.size = size;
    this.chain = new AtomicReference<>(chain);
  }

  /**
   * Returns content of a known size.
   *
   * @param first the chain's first cluster
   * @param size in bytes, not negative
   * @throws io.github.diskimagefs.MalformedImageException if there is no such cluster, or fewer
   *     clusters than the size needs
   */
  public static ByteSource of(ClusterHeap heap, ClusterTable table, long first, long size)
      throws IOException {
    if (size == 0) {
      return heap.consecutive(first, 0);
    }
    requireFirst(heap, first);
    if (size > heap.size()) {
      throw ClusterHeap.malformed(size + " bytes in a volume of " + heap.count() + " clusters");
    }
    return new ClusterChainSource(heap, table, ClusterChain.of(first), size);
  }

  /**
   * Returns content that goes on to the chain's end, as that of directories does.
   *
   * @param max the maximum size in bytes; the content of a longer chain is cut there
   * @return the clusters before the first that cannot be found, with the error of that one
   * @throws io.github.diskimagefs.MalformedImageException if there is no such cluster
   */
  public static ToEnd toEnd(ClusterHeap heap, ClusterTable table, long first, long max)
      throws IOException {
    requireFirst(heap, first);
    long most = Math.max(1, max / heap.clusterSize());
    ClusterChain chain = ClusterChain.of(first).follow(table, 0, most);
    IOException error = chain.complete() ? null : error(chain, table, max);
    long size = chain.length() * heap.clusterSize();
    return new ToEnd(new ClusterChainSource(heap, table, chain, size), error);
  }

  /** Returns why a chain does not end where it was left; null if it does. */
  private static IOException error(ClusterChain chain, ClusterTable table, long max) {
    try {
      ClusterChain longer = chain.follow(table, chain.length() + 1, chain.length() + 1);
      return longer.complete() ? null : ClusterHeap.malformed("is longer than " + max + " bytes");
    } catch (IOException e) {
      return e;
    }
  }

  /**
   * Content to the end of its chain.
   *
   * @param error why the chain breaks off after the content, or null
   */
  public record ToEnd(ByteSource content, IOException error) {}

  private static void requireFirst(ClusterHeap heap, long first) throws IOException {
    if (!heap.has(first)) {
      throw ClusterHeap.malformed("starts at cluster " + first + " in a heap of " + heap.count());
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected long segment(long position) throws IOException {
    long cluster = position / heap.clusterSize();
    ClusterChain known = chain.get();
    if (cluster >= known.length()) {
      known = follow(known, cluster);
    }
    return known.extent(cluster);
  }

  private ClusterChain follow(ClusterChain known, long cluster) throws IOException {
    long needed = (size - 1) / heap.clusterSize() + 1;
    long ahead = Math.max(cluster + MIN_FOLLOWED_CLUSTERS, cluster + known.length());
    ClusterChain longer = known.follow(table, cluster + 1, Math.min(needed, ahead));
    if (longer.length() <= cluster) {
      throw ClusterHeap.malformed(
          "ends after " + longer.length() + " of " + needed + " clusters for " + size + " bytes");
    }
    // Another thread may have gone further: an index that it has must stay valid.
    return chain.accumulateAndGet(longer, (a, b) -> a.length() >= b.length() ? a : b);
  }

  @Override
  protected long remaining(long segment, long position) {
    return chain.get().end((int) segment) * heap.clusterSize() - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    return heap.volume();
  }

  @Override
  protected long storedOffset(long segment, long position) {
    int clusterSize = heap.clusterSize();
    long number = chain.get().number((int) segment, position / clusterSize);
    return heap.position(number) + position % clusterSize;
  }
}
