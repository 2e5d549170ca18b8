package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.PageCache;
import java.io.IOException;

/** Finds the extents of a compressed file by its cluster index. */
final class ExtentFinder {
  /** Bytes of the largest extent that Linux reads ({@code Z_EROFS_PCLUSTER_MAX_DSIZE}). */
  private static final long MAX_EXTENT_BYTES = 12 << 20;

  /** Bytes of the largest physical cluster ({@code Z_EROFS_PCLUSTER_MAX_SIZE}). */
  private static final long MAX_STORED_BYTES = 1 << 20;

  private final MapHeader header;
  private final ClusterIndex index;
  private final long size;
  private final int blockBits;

  /** The cluster in which the last extent starts, if that is inline or a fragment; else -1. */
  private final long tailCluster;

  private final long fragmentOffset;

  /** A cluster in which an extent starts. */
  private record Head(long number, LogicalCluster cluster) {}

  private ExtentFinder(MapHeader header, ClusterIndex index, long size, int blockBits)
      throws IOException {
    this.header = header;
    this.index = index;
    this.size = size;
    this.blockBits = blockBits;
    if (header.wholeFragment() || (!header.fragment() && header.inlineBytes() == 0)) {
      this.tailCluster = -1;
      this.fragmentOffset = header.fragmentOffset();
    } else {
      Head tail = head(size - 1);
      this.tailCluster = tail.number;
      boolean wide = header.fragment() && index instanceof FullIndex;
      this.fragmentOffset =
          header.fragmentOffset() | (wide ? (tail.cluster.block() << Integer.SIZE) : 0);
    }
    if (fragmentOffset < 0 || fragmentOffset > Long.MAX_VALUE - size) {
      throw header.malformed("a fragment at byte %d", fragmentOffset);
    }
  }

  static ExtentFinder of(MapHeader header, ErofsInode inode, PageCache tables, int blockBits)
      throws IOException {
    long blocks = ((inode.size() - 1) >> blockBits) + 1;
    ClusterIndex index =
        inode.layout() == DataLayout.COMPRESSED_FULL || header.wholeFragment()
            ? new FullIndex(tables, header)
            : new CompactIndex(tables, header, blocks);
    return new ExtentFinder(header, index, inode.size(), blockBits);
  }

  /** Returns the extent that holds a byte of the file. */
  FileExtent find(long position) throws IOException {
    if (header.wholeFragment()) {
      return new FileExtent(0, size, ClusterEncoding.FRAGMENT, fragmentOffset, 0, false, false);
    }
    Head head = head(position);
    long start = start(head);
    if (head.number == tailCluster && header.fragment()) {
      return new FileExtent(start, size, ClusterEncoding.FRAGMENT, fragmentOffset, 0, false, false);
    }
    long end = end(head.number, start);
    if (position >= end) {
      throw header.malformed("byte %d is led back to an extent that ends at %d", position, end);
    }
    ClusterEncoding encoding = header.encoding(head.cluster.type());
    boolean inline = head.number == tailCluster;
    long stored = inline ? header.inlineBytes() : storedBytes(head);
    if (stored > MAX_STORED_BYTES) {
      throw header.malformed("physical cluster of %d bytes", stored);
    }
    if (!encoding.compressed() && end - start > stored) {
      throw header.malformed("%d plain bytes in a cluster of %d", end - start, stored);
    }
    long offset = inline ? inlinePosition() : head.cluster.block() << blockBits;
    return new FileExtent(
        start, end, encoding, offset, (int) stored, head.cluster.partial(), inline);
  }

  /** Returns where the inline physical cluster is, which is within one block. */
  private long inlinePosition() throws MalformedImageException {
    long position = index.end((size - 1) >> header.clusterBits());
    if ((position & ((1 << blockBits) - 1)) + header.inlineBytes() > (1 << blockBits)) {
      throw header.malformed("inline data of %d bytes", header.inlineBytes());
    }
    return position;
  }

  private long start(Head head) {
    return (head.number << header.clusterBits()) + head.cluster.offset();
  }

  /** Finds the cluster in which the extent of a byte starts. */
  private Head head(long position) throws IOException {
    long number = position >> header.clusterBits();
    LogicalCluster cluster = index.read(number);
    if (cluster.isHead() && position >= (number << header.clusterBits()) + cluster.offset()) {
      return checked(new Head(number, cluster));
    }
    int distance = cluster.isHead() ? 1 : cluster.distance();
    while (true) {
      if (distance == 0 || distance > number) {
        throw header.malformed("distance %d back from cluster %d", distance, number);
      }
      number -= distance;
      if (position - (number << header.clusterBits()) > MAX_EXTENT_BYTES + clusterSize()) {
        throw tooLong();
      }
      cluster = index.read(number);
      if (cluster.isHead()) {
        return checked(new Head(number, cluster));
      }
      distance = cluster.distance();
    }
  }

  private Head checked(Head head) throws MalformedImageException {
    if (head.cluster.offset() >= clusterSize()) {
      throw header.malformed("offset %d in a cluster", head.cluster.offset());
    }
    return head;
  }

  private long clusterSize() {
    return 1L << header.clusterBits();
  }

  /**
   * Returns where an extent ends: where the next one starts. Distances forward are not used,
   * because early writers got them wrong.
   */
  private long end(long first, long start) throws IOException {
    for (long number = first + 1; (number << header.clusterBits()) < size; number++) {
      long border = number << header.clusterBits();
      if (border - start > MAX_EXTENT_BYTES) {
        throw tooLong();
      }
      LogicalCluster cluster = index.read(number);
      if (cluster.isHead()) {
        return Math.min(size, border + checked(new Head(number, cluster)).cluster.offset());
      }
    }
    if (size - start > MAX_EXTENT_BYTES) {
      throw tooLong();
    }
    return size;
  }

  private static UnsupportedImageException tooLong() {
    return new UnsupportedImageException(
        "EROFS physical cluster of more than " + MAX_EXTENT_BYTES + " bytes when decoded");
  }

  /** Returns the bytes of the physical cluster: the next entry states those of a big one. */
  private long storedBytes(Head head) throws IOException {
    long next = head.number + 1;
    int blocks = 1;
    if (header.big(head.cluster.type() == ClusterType.HEAD1)
        && (next << header.clusterBits()) < size) {
      LogicalCluster second = index.read(next);
      if (!second.isHead()) {
        blocks = second.blocks();
        if (blocks == 0) {
          throw header.malformed("cluster %d has no block count", next);
        }
      }
    }
    return (long) blocks << blockBits;
  }

  /** Checks, where this is possible without reading, that the index has an entry of each byte. */
  void requireWhole(long volumeSize) throws MalformedImageException {
    if (!header.wholeFragment()) {
      long end = index.end((size - 1) >> header.clusterBits());
      if (end > volumeSize) {
        throw header.malformed("ends at byte %d, the data at %d", end, volumeSize);
      }
    }
  }
}
