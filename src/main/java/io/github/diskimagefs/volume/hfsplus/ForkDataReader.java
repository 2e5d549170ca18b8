package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reader of forks: joins their extents to one source. */
record ForkDataReader(ByteSource volume, long blockSize, long totalBlocks) {

  /** Lookup of the extents that the fork data have no room for. */
  @FunctionalInterface
  interface Overflow {
    /**
     * Finds extents.
     *
     * @param block first block of the fork that they hold
     * @return pairs of first block and count, or null if there are none
     */
    int[] find(long block) throws IOException;
  }

  static ForkDataReader of(ByteSource volume, VolumeHeader header) {
    return new ForkDataReader(volume, header.blockSize(), header.totalBlocks());
  }

  /**
   * Opens a fork.
   *
   * @param structure name of the fork, for messages
   */
  ByteSource open(String structure, ForkData fork, Overflow overflow) throws IOException {
    if (fork.size() == 0) {
      return new ArraySource(new byte[0]);
    }
    long requested = (fork.size() - 1) / blockSize + 1;
    if (requested > totalBlocks) {
      throw malformed(structure, fork.size() + " bytes in a volume of " + totalBlocks + " blocks");
    }
    List<ByteSource> parts = new ArrayList<>();
    int[] extents = fork.extents();
    long found = 0;
    long start = 0; // of adjoining extents, which become one part
    long end = 0;
    while (true) {
      for (int i = 0; i < extents.length && found < requested; i += 2) {
        long first = Integer.toUnsignedLong(extents[i]);
        long count = Integer.toUnsignedLong(extents[i + 1]);
        if (first + count > totalBlocks) {
          throw malformed(
              structure, "extent of " + count + " blocks at block " + first + " of " + totalBlocks);
        }
        if (first != end) {
          add(parts, start, end);
          start = first;
        }
        end = first + count;
        found += count;
      }
      if (found >= requested) {
        add(parts, start, end);
        return ConcatSource.of(parts).slice(0, fork.size());
      }
      extents = overflow.find(found);
      if (extents == null || extents.length == 0) {
        throw malformed(structure, "extents for " + found + " of " + requested + " blocks");
      }
    }
  }

  private void add(List<ByteSource> parts, long start, long end) {
    if (end > start) {
      parts.add(volume.slice(start * blockSize, (end - start) * blockSize));
    }
  }

  private static MalformedImageException malformed(String structure, String detail) {
    return new MalformedImageException(structure, MalformedImageException.NO_OFFSET, detail);
  }
}
