package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.volume.ClusterHeap;
import io.github.diskimagefs.volume.ClusterTable;
import io.github.diskimagefs.volume.ClusterTablePages;
import java.io.IOException;

/** File allocation table (exFAT 4.1); its pages are kept in the image's cache. */
final class ExfatTable implements ClusterTable {
  private static final int PAGE_BYTES = 1 << 15;
  private static final int ENTRY = 4;
  private static final long END_OF_CHAIN = 0xFFFF_FFFFL;
  private static final long BAD_CLUSTER = 0xFFFF_FFF7L;

  private final long offset;
  private final ClusterHeap heap;
  private final ClusterTablePages pages;

  ExfatTable(ByteSource volume, BootSector boot, ClusterHeap heap, ChunkCache cache) {
    this.offset = boot.fatPosition();
    this.heap = heap;
    this.pages = new ClusterTablePages(volume, offset, boot.fatSize(), PAGE_BYTES, cache);
  }

  @Override
  public long next(long cluster) throws IOException {
    long position = cluster * ENTRY;
    long number = position / PAGE_BYTES;
    long value = pages.page(number).u32((int) (position - number * PAGE_BYTES));
    if (heap.has(value)) {
      return value;
    }
    if (value == END_OF_CHAIN) {
      return END;
    }
    throw new MalformedImageException(
        ClusterTablePages.NAME,
        offset + position,
        "a cluster or the chain's end after cluster " + cluster,
        value == BAD_CLUSTER ? "marked as bad" : value == 0 ? "free" : "cluster " + value);
  }
}
