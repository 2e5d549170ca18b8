package io.github.diskimagefs.container.qcow;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.codec.Zstd;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The disk that a pair of tables maps to clusters (qemu docs/interop/qcow2, "Cluster mapping"): the
 * live disk, or a snapshot.
 */
final class Qcow2Disk extends TableMappedSource {
  /** Bits 9 to 55 of an entry: an offset in the file. */
  private static final long OFFSET_MASK = 0x00FF_FFFF_FFFF_FE00L;

  private static final long COPIED = 1L << 63;
  private static final long COMPRESSED = 1L << 62;
  private static final long ALL_ZEROS = 1;

  /** Parts of a cluster that an extended level 2 entry describes. */
  private static final int SUBCLUSTERS_BITS = 5;

  private static final int SECTOR_SIZE = 512;
  private static final String COMPRESSED_CLUSTER = "QCOW2 compressed cluster";

  private final ByteSource file;
  private final Qcow2Header header;
  private final long l1Offset;
  private final long l2Entries;
  private final boolean extended;
  private final boolean externalData;
  private final ByteSource clusters;
  private final QcowCipher cipher;

  /**
   * Creates a disk.
   *
   * @param file the image
   * @param data the file with the clusters: the image, or its external data file
   * @param cipher decrypts clusters; null if they are not encrypted
   * @param size of the disk in bytes, which the L1 table covers
   */
  Qcow2Disk(
      ByteSource file,
      Qcow2Header header,
      ByteSource data,
      QcowCipher cipher,
      long size,
      long l1Offset,
      ByteSource backing,
      ChunkCache cache) {
    super(
        data,
        new PageCache(file, ByteOrder.BIG_ENDIAN),
        size,
        header.clusterSize(),
        backing,
        cache);
    this.file = file;
    this.clusters = data;
    this.cipher = cipher;
    this.header = header;
    this.l1Offset = l1Offset;
    this.l2Entries = header.clusterSize() / header.l2EntrySize();
    this.extended = header.has(Qcow2Header.EXTENDED_L2);
    this.externalData = header.has(Qcow2Header.EXTERNAL_DATA);
  }

  /** Checks an L1 table against the size of the disk and of the file. */
  static void checkL1(
      ByteSource file, Qcow2Header header, long l1Offset, long l1Size, long diskSize)
      throws MalformedImageException {
    long covered = (long) header.clusterSize() * (header.clusterSize() / header.l2EntrySize());
    long needed = diskSize / covered + (diskSize % covered == 0 ? 0 : 1);
    if (l1Size < needed) {
      throw new MalformedImageException(
          "QCOW2 L1 table",
          l1Offset,
          needed + " entries for a disk of " + diskSize + " bytes",
          l1Size + " entries");
    }
    if (l1Offset % header.clusterSize() != 0) {
      throw new MalformedImageException(
          "QCOW2 L1 table", l1Offset, "an offset aligned to a cluster", Long.toString(l1Offset));
    }
    if (l1Size > 0 && !file.holds(l1Offset, l1Size * Long.BYTES)) {
      throw new MalformedImageException(
          "QCOW2 L1 table",
          l1Offset,
          "needs " + l1Size + " entries, but the file ends at byte " + file.size());
    }
  }

  @Override
  protected long place(long position) throws IOException {
    long at = entryOffset(position >> header.clusterBits());
    if (at < 0) {
      return PARENT;
    }
    long entry = tables.s64("QCOW2 L2 table", at);
    if ((entry & COMPRESSED) != 0) {
      return ENCODED;
    }
    if (!extended && header.version() >= 3 && (entry & ALL_ZEROS) != 0) {
      return ZEROS;
    }
    long offset = entry & OFFSET_MASK;
    boolean allocated = offset != 0 || (externalData && (entry & COPIED) != 0);
    if (extended) {
      int part = (int) (position >> (header.clusterBits() - SUBCLUSTERS_BITS)) & 31;
      long bits = tables.s64("QCOW2 L2 table", at + Long.BYTES) >>> part;
      if (((bits >>> Integer.SIZE) & 1) != 0) {
        return ZEROS;
      }
      if ((bits & 1) == 0) {
        return PARENT;
      }
      if (!allocated) {
        throw new MalformedImageException(
            "QCOW2 L2 entry", at, "subcluster " + part + " is allocated, its cluster is not");
      }
    } else if (!allocated) {
      return PARENT;
    }
    if (offset % header.clusterSize() != 0) {
      throw new MalformedImageException(
          "QCOW2 L2 entry", at, "an offset aligned to a cluster", Long.toString(offset));
    }
    return cipher != null ? ENCODED : offset - (position & -header.clusterSize());
  }

  /** Returns the offset of a cluster's level 2 entry, or -1 if its table does not exist. */
  private long entryOffset(long cluster) throws IOException {
    long at = l1Offset + cluster / l2Entries * Long.BYTES;
    long l2 = tables.s64("QCOW2 L1 table", at) & OFFSET_MASK;
    if (l2 == 0) {
      return -1;
    }
    if (l2 % header.clusterSize() != 0) {
      throw new MalformedImageException(
          "QCOW2 L1 entry", at, "an offset aligned to a cluster", Long.toString(l2));
    }
    return l2 + cluster % l2Entries * header.l2EntrySize();
  }

  @Override
  protected long left(long position) {
    int bits = extended ? header.clusterBits() - SUBCLUSTERS_BITS : header.clusterBits();
    long size = 1L << bits;
    return size - (position & size - 1);
  }

  /** A descriptor of compressed clusters has the offset, then the number of further sectors. */
  @Override
  protected byte[] decode(long cluster) throws IOException {
    long at = entryOffset(cluster);
    long entry = at < 0 ? 0 : tables.s64("QCOW2 L2 table", at);
    if ((entry & COMPRESSED) == 0) {
      return decrypt(cluster, entry & OFFSET_MASK);
    }
    int offsetBits = 62 - (header.clusterBits() - 8);
    long offset = entry & ((1L << offsetBits) - 1);
    long sectors = (entry & ~COPIED & ~COMPRESSED) >>> offsetBits;
    if (!file.holds(offset, 1)) {
      throw new MalformedImageException(
          COMPRESSED_CLUSTER, offset, "the file ends at byte " + file.size());
    }
    // The last sector is written only as far as the data reach.
    long length = (sectors + 1) * SECTOR_SIZE - offset % SECTOR_SIZE;
    StoredData data =
        new StoredData(COMPRESSED_CLUSTER, file, offset, (int) file.clip(offset, length));
    byte[] bytes = newBlock(header.clusterSize());
    if (header.compression() == 0) {
      Deflate.fill(bytes, data, false);
    } else {
      Zstd.fill(bytes, data);
    }
    return bytes;
  }

  private byte[] decrypt(long cluster, long offset) throws IOException {
    return cipher.read(clusters, header.clusterBits(), cluster, offset);
  }
}
