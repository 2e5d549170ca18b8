package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;

/**
 * Index of packs of entries, each pack followed by the block of its first physical cluster: packs
 * of 2 entries in 8 bytes up to a multiple of 32 bytes, packs of 16 entries in 32 bytes where the
 * header allows them, and packs of 2 entries for the rest.
 */
final class CompactIndex extends ClusterIndex {
  private static final int SMALL_PACK_BYTES = 8;
  private static final int SMALL_PACK_ENTRIES = 2;
  private static final int LARGE_PACK_BYTES = 32;
  private static final int LARGE_PACK_ENTRIES = 16;
  private static final int MAX_CLUSTER_BITS = 14;
  private static final int MAX_LARGE_PACK_CLUSTER_BITS = 12;
  private static final int MIN_LOW_BITS = 12;

  private final long start;
  private final long count;
  private final long initial;
  private final long large;
  private final int lowBits;

  /**
   * Creates a reader.
   *
   * @param count number of blocks of the file
   */
  CompactIndex(PageCache tables, MapHeader header, long count) throws UnsupportedImageException {
    super(tables, header);
    this.start = header.start() + MapHeader.LENGTH;
    this.count = count;
    this.initial = ((LARGE_PACK_BYTES - start % LARGE_PACK_BYTES) / 4) & 7;
    this.large =
        header.compacted2Bytes() && initial < count
            ? (count - initial) / LARGE_PACK_ENTRIES * LARGE_PACK_ENTRIES
            : 0;
    this.lowBits = Math.max(header.clusterBits(), MIN_LOW_BITS);
    if (header.clusterBits() > (large > 0 ? MAX_LARGE_PACK_CLUSTER_BITS : MAX_CLUSTER_BITS)) {
      throw new UnsupportedImageException(
          "EROFS compact index of clusters of 2^" + header.clusterBits() + " bytes");
    }
  }

  /** A pack and one of its entries. */
  private final class Pack {
    private final long position;
    private final int entries;
    private final int bytes;
    private final int entryBits;
    private final int index;

    Pack(long cluster) {
      boolean big = cluster >= initial && cluster < initial + large;
      entries = big ? LARGE_PACK_ENTRIES : SMALL_PACK_ENTRIES;
      bytes = big ? LARGE_PACK_BYTES : SMALL_PACK_BYTES;
      entryBits = (bytes - Integer.BYTES) * Byte.SIZE / entries;
      long offset;
      if (cluster < initial) {
        offset = cluster * 4;
      } else if (big) {
        offset = initial * 4 + (cluster - initial) * 2;
      } else {
        offset = initial * 4 + large * 2 + (cluster - initial - large) * 4;
      }
      long within = (start + offset) % bytes;
      position = start + offset - within;
      index = (int) within * entries / bytes;
    }

    /** Returns the bits of an entry: the type above the lower bits. */
    private int bits(int entry) throws IOException {
      int bit = entry * entryBits;
      // The block of the pack follows, so that 4 bytes are always there.
      long word = tables.u32(NAME, position + bit / Byte.SIZE);
      return (int) (word >>> (bit % Byte.SIZE)) & ((1 << (lowBits + 2)) - 1);
    }

    ClusterType type(int entry) throws IOException {
      return ClusterType.of(bits(entry) >> lowBits);
    }

    int low(int entry) throws IOException {
      return bits(entry) & ((1 << lowBits) - 1);
    }

    boolean head(int entry) throws IOException {
      return type(entry) != ClusterType.NONHEAD;
    }

    /** Returns the block of the physical cluster that starts at this entry. */
    long block() throws IOException {
      long base = tables.u32(NAME, position + bytes - Integer.BYTES);
      return base + (header.big(true) ? blocksBefore() : clustersBefore());
    }

    /** Returns the number of physical clusters of one block up to this entry. */
    private int clustersBefore() throws IOException {
      int blocks = 1;
      for (int i = index - 1; i >= 0; i--) {
        if (!head(i)) {
          i -= low(i);
        }
        blocks += i >= 0 ? 1 : 0;
      }
      return blocks;
    }

    /** Returns the number of blocks of the pack's physical clusters before this entry. */
    private int blocksBefore() throws IOException {
      int blocks = 0;
      for (int i = index - 1; i >= 0; i--) {
        if (head(i)) {
          blocks++;
          continue;
        }
        int low = low(i);
        if ((low & BLOCK_COUNT) != 0) {
          blocks += low & ~BLOCK_COUNT;
          i--;
        } else if (low <= 1) {
          throw header.malformed("a big physical cluster without a block count");
        } else {
          i -= low - 2; // to the entry with the block count
        }
      }
      return blocks;
    }

    /** Returns the distance of the last entry, in which the one ahead is stored instead. */
    private int lastDistance() throws IOException {
      if (head(index - 1)) {
        return 1;
      }
      int before = low(index - 1);
      return (before & BLOCK_COUNT) != 0 ? 2 : before + 1;
    }
  }

  @Override
  LogicalCluster read(long cluster) throws IOException {
    if (cluster >= count) {
      throw header.malformed("cluster %d of %d", cluster, count);
    }
    Pack pack = new Pack(cluster);
    ClusterType type = pack.type(pack.index);
    int low = pack.low(pack.index);
    if (type != ClusterType.NONHEAD) {
      return LogicalCluster.head(type, low, pack.block(), false);
    }
    if ((low & BLOCK_COUNT) != 0) {
      if (!header.big(true)) {
        throw header.malformed("a block count of a small physical cluster");
      }
      return LogicalCluster.counting(low & ~BLOCK_COUNT);
    }
    return LogicalCluster.nonHead(pack.index + 1 < pack.entries ? low : pack.lastDistance());
  }

  @Override
  long end(long cluster) {
    Pack pack = new Pack(cluster);
    return pack.position + pack.bytes;
  }
}
