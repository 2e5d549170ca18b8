package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.PositionalSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Content of a compressed file. */
final class CompressedSource extends PositionalSource {
  /** Maximum number of extents looked at to decode ahead. */
  private static final int MAX_EXTENTS_AHEAD = 1024;

  /** Opens the content of the packed inode. */
  @FunctionalInterface
  interface PackedInode {
    ByteSource open() throws IOException;
  }

  private final long size;
  private final ExtentFinder extents;
  private final ClusterCache clusters;
  private final PackedInode packed;
  private volatile FileExtent last;

  private CompressedSource(
      long size, ExtentFinder extents, ClusterCache clusters, PackedInode packed) {
    this.size = size;
    this.extents = extents;
    this.clusters = clusters;
    this.packed = packed;
  }

  /** Opens the content of an inode that is not empty. */
  static CompressedSource open(
      ErofsInode inode,
      ErofsSuperblock superblock,
      PageCache tables,
      ClusterCache clusters,
      PackedInode packed)
      throws IOException {
    long start = MapHeader.position(inode);
    byte[] bytes = new byte[MapHeader.LENGTH];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(tables.s64("map header", start));
    Struct struct = Struct.of("map header", bytes, start, ByteOrder.LITTLE_ENDIAN);
    MapHeader header = MapHeader.read(struct, inode, superblock.blockBits());
    ExtentFinder extents = ExtentFinder.of(header, inode, tables, superblock.blockBits());
    return new CompressedSource(inode.size(), extents, clusters, packed);
  }

  @Override
  public long size() {
    return size;
  }

  private FileExtent find(long position) throws IOException {
    FileExtent extent = last;
    if (extent == null || !extent.holds(position)) {
      extent = extents.find(position);
      last = extent;
    }
    return extent;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    FileExtent extent = find(position);
    if (extent.encoding().compressed()) {
      int offset = (int) (position - extent.start());
      return clusters.read(
          extent,
          bytes -> {
            int count = Math.min(target.remaining(), extent.length() - offset);
            target.put(bytes, offset, count);
            return count;
          });
    }
    long left = stored(extent, position);
    int max = (int) Math.min(target.remaining(), left);
    ByteSource source = source(extent);
    int count = source.read(offset(extent, position), target, max);
    if (count <= 0) {
      throw new MalformedImageException(
          "physical cluster",
          MalformedImageException.NO_OFFSET,
          left + " bytes at " + offset(extent, position) + ", the data end at " + source.size());
    }
    return count;
  }

  /** Returns the source that stores the bytes of an extent as they are. */
  private ByteSource source(FileExtent extent) throws IOException {
    return extent.encoding() == ClusterEncoding.FRAGMENT ? packed.open() : clusters.source(extent);
  }

  /** Returns where a byte that is stored as it is can be found. */
  private long offset(FileExtent extent, long position) {
    long right = right(extent);
    long within = position - extent.start();
    if (within < right) {
      return extent.position() + extent.stored() - right + within;
    }
    return extent.position() + within - right;
  }

  /** Returns the number of stored bytes from a position on. */
  private long stored(FileExtent extent, long position) {
    long right = right(extent);
    long within = position - extent.start();
    return within < right
        ? Math.min(right - within, extent.end() - position)
        : extent.end() - position;
  }

  /**
   * Returns the number of bytes at the start of an extent that are stored at its end: those up to
   * the next block of the file, if the extent is rotated.
   */
  private long right(FileExtent extent) {
    if (extent.encoding() != ClusterEncoding.INTERLACED) {
      return 0;
    }
    return Math.min(extent.stored(), clusters.blockSize() - extent.start() % clusters.blockSize());
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    FileExtent extent = find(position);
    if (extent.encoding().compressed()) {
      return HostExtent.computed(Math.min(covered, extent.end() - position));
    }
    covered = Math.min(covered, stored(extent, position));
    return source(extent).slice(offset(extent, position), covered).extent(0, covered);
  }

  @Override
  public void requireWhole() throws IOException {
    extents.requireWhole(clusters.volumeSize());
    extent(size - 1, 1);
  }

  @Override
  public boolean isEncoded() {
    return true;
  }

  @Override
  public void prefetch(long position, long length) {
    long end = position + Math.min(length, Math.max(0, size - position));
    long budget = clusters.budget();
    long offset = position;
    try {
      boolean room = true;
      for (int i = 0; room && offset < end && i < MAX_EXTENTS_AHEAD; i++) {
        FileExtent extent = extents.find(offset);
        budget -= extent.end() - extent.start();
        if (budget < 0) {
          return;
        }
        if (extent.encoding() == ClusterEncoding.FRAGMENT) {
          packed.open().prefetch(offset(extent, offset), extent.end() - offset);
        } else if (extent.encoding().compressed()) {
          room = clusters.expect(extent);
        }
        offset = extent.end();
      }
    } catch (IOException e) {
      // The reader gets the error.
    }
  }
}
