package io.github.diskimagefs.volume;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

/**
 * The beginning of a chain of clusters, as far as it was followed: extents, neighbours joined.
 * Immutable, the arrays too.
 *
 * @param starts first cluster of each extent
 * @param ends clusters of the chain up to the end of each extent
 * @param count number of extents
 * @param last the last cluster that was followed
 * @param marker a cluster met before, which shows a loop when it is met again (Brent's algorithm)
 * @param steps clusters followed since the marker was set
 * @param limit the number of steps after which the marker is set anew
 * @param complete whether the chain ends after these clusters
 */
@SuppressWarnings("ArrayRecordComponent") // chains are not compared
record ClusterChain(
    int[] starts,
    long[] ends,
    int count,
    long last,
    long marker,
    long steps,
    long limit,
    boolean complete) {
  /** 12 MB of memory; a file in more extents than that was made to harm. */
  private static final int MAX_EXTENTS = 1 << 20;

  /** Returns the chain of which nothing but its first cluster is known. */
  static ClusterChain of(long first) {
    Walk walk = new Walk();
    walk.append(first);
    return walk.chain();
  }

  /** Returns the number of clusters found. */
  long length() {
    return ends[count - 1];
  }

  /** Returns the index of the extent that holds a cluster, counted from 0 in the chain. */
  int extent(long cluster) {
    int found = Arrays.binarySearch(ends, 0, count, cluster);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Returns the number of clusters of the chain up to the end of an extent. */
  long end(int extent) {
    return ends[extent];
  }

  /** Returns the number of the cluster at an index of the chain, which is in an extent. */
  long number(int extent, long cluster) {
    return Integer.toUnsignedLong(starts[extent]) + cluster - (extent == 0 ? 0 : ends[extent - 1]);
  }

  /**
   * Follows the chain on.
   *
   * @param required clusters that the caller needs, if the chain has as many
   * @param requested clusters to look for; an error after the required ones is left to a later call
   */
  ClusterChain follow(ClusterTable table, long required, long requested) throws IOException {
    Walk walk = new Walk(this);
    try {
      while (!walk.complete && walk.length() < requested) {
        walk.step(table.next(walk.last));
      }
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the chain
    } catch (IOException e) {
      if (walk.length() < required) {
        throw e;
      }
    }
    return walk.chain();
  }

  /** A chain that is being followed. */
  private static final class Walk {
    private int[] starts;
    private long[] ends;
    private int count;
    private long last;
    private long marker = -1;
    private long steps;
    private long limit = 1;
    private boolean complete;

    Walk() {
      starts = new int[1];
      ends = new long[1];
    }

    Walk(ClusterChain chain) {
      // The arrays belong to the chain: its last extent may grow here.
      starts = Arrays.copyOf(chain.starts, chain.count + 1);
      ends = Arrays.copyOf(chain.ends, chain.count + 1);
      count = chain.count;
      last = chain.last;
      marker = chain.marker;
      steps = chain.steps;
      limit = chain.limit;
      complete = chain.complete;
    }

    ClusterChain chain() {
      return new ClusterChain(starts, ends, count, last, marker, steps, limit, complete);
    }

    long length() {
      return count == 0 ? 0 : ends[count - 1];
    }

    void step(long next) throws IOException {
      if (next == ClusterTable.END) {
        complete = true;
        return;
      }
      if (next == marker || next == last) {
        throw ClusterHeap.malformed("comes back to cluster " + next);
      }
      if (++steps == limit) {
        marker = next;
        limit *= 2;
        steps = 0;
      }
      if (next == last + 1) {
        ends[count - 1]++;
        last = next;
        return;
      }
      if (count == MAX_EXTENTS) {
        throw new UnsupportedImageException("a file of more than " + MAX_EXTENTS + " extents");
      }
      append(next);
    }

    void append(long cluster) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
      }
      starts[count] = (int) cluster;
      ends[count] = length() + 1;
      count++;
      last = cluster;
    }
  }
}
