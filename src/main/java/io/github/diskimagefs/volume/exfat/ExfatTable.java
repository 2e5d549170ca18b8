package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ClusterHeap;
import io.github.diskimagefs.volume.ClusterTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** File allocation table (exFAT 4.1); its pages are kept in the image's cache. */
final class ExfatTable implements ClusterTable {
  private static final String NAME = "file allocation table";
  private static final int PAGE_BYTES = 1 << 15;
  private static final int ENTRY = 4;
  private static final long END_OF_CHAIN = 0xFFFF_FFFFL;
  private static final long BAD_CLUSTER = 0xFFFF_FFF7L;

  private final ByteSource bytes;
  private final long offset;
  private final ClusterHeap heap;
  private final ChunkCache cache;

  /** The page read last: a chain mostly stays in it. */
  private volatile Page page;

  ExfatTable(ByteSource volume, BootSector boot, ClusterHeap heap, ChunkCache cache) {
    this.offset = boot.fatPosition();
    this.bytes = volume.slice(offset, boot.fatSize());
    this.heap = heap;
    this.cache = cache;
  }

  @Override
  public long next(long cluster) throws IOException {
    long position = cluster * ENTRY;
    long number = position / PAGE_BYTES;
    Page recent = page;
    if (recent == null || recent.number != number) {
      byte[] loaded = cache.get(this, number, this::load);
      long start = offset + number * PAGE_BYTES;
      recent = new Page(number, Struct.of(NAME, loaded, start, ByteOrder.LITTLE_ENDIAN));
      page = recent;
    }
    long value = recent.struct.u32((int) (position - number * PAGE_BYTES));
    if (heap.has(value)) {
      return value;
    }
    if (value == END_OF_CHAIN) {
      return END;
    }
    throw new MalformedImageException(
        NAME,
        offset + position,
        "a cluster or the chain's end after cluster " + cluster,
        value == BAD_CLUSTER ? "marked as bad" : value == 0 ? "free" : "cluster " + value);
  }

  private byte[] load(long number) throws IOException {
    long start = number * PAGE_BYTES;
    byte[] loaded = new byte[(int) bytes.clip(start, PAGE_BYTES)];
    bytes.readFully(start, ByteBuffer.wrap(loaded));
    return loaded;
  }

  private record Page(long number, Struct struct) {}
}
