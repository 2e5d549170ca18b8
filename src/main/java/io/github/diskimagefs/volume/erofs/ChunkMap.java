package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import java.io.IOException;

/**
 * Content in chunks of one size, which files may share. A table after the inode has for each chunk
 * its first block, or an index with the device as well ({@code struct erofs_inode_chunk_index}). A
 * segment is a chunk, named by its device in the upper half and its block in the lower.
 */
final class ChunkMap extends SegmentedSource {
  private static final String TABLE = "chunk table";
  private static final int SIZE_MASK = 0x1F; // EROFS_CHUNK_FORMAT_BLKBITS_MASK
  private static final int INDEXES = 0x20; //   EROFS_CHUNK_FORMAT_INDEXES
  private static final int INDEX_BYTES = 8;
  private static final int BLOCK_BYTES = 4;
  private static final long BLOCK_MASK = 0xFFFF_FFFFL;
  private static final long HOLE = -1;

  private final ErofsDevices devices;
  private final PageCache tables;
  private final long size;
  private final int blockBits;
  private final int chunkBits;
  private final boolean indexes;
  private final long table;

  private ChunkMap(
      ErofsDevices devices, PageCache tables, ErofsInode inode, int blockBits, long format) {
    this.devices = devices;
    this.tables = tables;
    this.size = inode.size();
    this.blockBits = blockBits;
    this.chunkBits = blockBits + (int) (format & SIZE_MASK);
    this.indexes = (format & INDEXES) != 0;
    int unit = indexes ? INDEX_BYTES : BLOCK_BYTES;
    this.table = (inode.bodyStart() + unit - 1) / unit * unit;
  }

  static ChunkMap open(ErofsDevices devices, PageCache tables, ErofsInode inode, int blockBits)
      throws IOException {
    long format = inode.field() & 0xFFFF;
    if ((format & ~(SIZE_MASK | INDEXES)) != 0) {
      throw new UnsupportedImageException("EROFS chunk format 0x" + Long.toHexString(format));
    }
    return new ChunkMap(devices, tables, inode, blockBits, format);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected long segment(long position) throws IOException {
    long chunk = position >> chunkBits;
    if (!indexes) {
      long block = tables.u32(TABLE, table + chunk * BLOCK_BYTES);
      return block == BLOCK_MASK ? HOLE : block;
    }
    long index = table + chunk * INDEX_BYTES;
    long block = tables.u32(TABLE, index + 4);
    long device = tables.u32(TABLE, index) >>> 16;
    return block == BLOCK_MASK ? HOLE : (device << Integer.SIZE) | block;
  }

  @Override
  protected long remaining(long segment, long position) {
    return (1L << chunkBits) - (position & ((1L << chunkBits) - 1));
  }

  @Override
  protected ByteSource stored(long segment, long position) throws IOException {
    return segment == HOLE ? null : devices.device((int) (segment >>> Integer.SIZE));
  }

  @Override
  protected boolean isHole(long segment) {
    return true;
  }

  @Override
  protected long storedOffset(long segment, long position) {
    return ((segment & BLOCK_MASK) << blockBits) + (position & ((1L << chunkBits) - 1));
  }

  /** Checks that the table has an entry of the last chunk, and its chunk that byte. */
  @Override
  public void requireWhole() throws IOException {
    if (size > 0) {
      extent(size - 1, 1);
    }
  }
}
