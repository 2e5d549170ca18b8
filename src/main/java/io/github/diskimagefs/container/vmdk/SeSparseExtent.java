package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.PageCache;
import io.github.diskimagefs.container.TableMappedSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** The part of a disk that an seSparse extent holds, by tables of 64-bit entries. */
final class SeSparseExtent extends TableMappedSource {
  private static final String TABLE = "seSparse grain table";
  private static final int SECTOR_SIZE = GrainTables.SECTOR_SIZE;

  /** Upper half of a directory entry of an allocated table, whose number is the lower half. */
  private static final int ALLOCATED_TABLE = 0x1000_0000;

  private final SeSparseHeader header;
  private final long grainBytes;

  /**
   * Creates an extent.
   *
   * @param extents number of extents of the disk
   */
  SeSparseExtent(
      ByteSource file, SeSparseHeader header, ByteSource parent, ChunkCache cache, int extents) {
    super(
        file,
        new PageCache(file, ByteOrder.LITTLE_ENDIAN, extents),
        header.sectors() * SECTOR_SIZE,
        header.grainSize() * SECTOR_SIZE,
        parent,
        cache);
    this.header = header;
    this.grainBytes = (long) header.grainSize() * SECTOR_SIZE;
  }

  @Override
  protected long place(long position) throws IOException {
    long grain = position / grainBytes;
    long at = header.directory() + grain / header.entriesPerTable() * Long.BYTES;
    long table = tables.s64("seSparse grain directory", at);
    if (table == 0) {
      return PARENT;
    }
    if (table >>> Integer.SIZE != ALLOCATED_TABLE) {
      throw new MalformedImageException(
          "seSparse grain directory", at, "an allocated table", Long.toHexString(table));
    }
    long start = header.tables() + (table & 0xFFFF_FFFFL) * header.tableBytes();
    return grainPlace(grain, start + grain % header.entriesPerTable() * Long.BYTES);
  }

  /** The upper four bits of an entry are the state of the grain. */
  private long grainPlace(long grain, long at) throws IOException {
    long entry = tables.s64(TABLE, at);
    switch ((int) (entry >>> 60)) {
      case 0 -> {
        if (entry == 0) {
          return PARENT;
        }
      }
      case 1, 2 -> { // unmapped by the guest, or zeros
        return ZEROS;
      }
      case 3 -> {
        // The number of the stored grain: its lower 12 bits stand above the others.
        long index = (entry & 0xFFFF_FFFF_FFFFL) << 12 | (entry >>> 48 & 0xFFF);
        if (index <= (Long.MAX_VALUE - header.grains()) / grainBytes) {
          return header.grains() + index * grainBytes - grain * grainBytes;
        }
      }
      default -> {}
    }
    throw new MalformedImageException(TABLE, at, "a valid entry", Long.toHexString(entry));
  }
}
