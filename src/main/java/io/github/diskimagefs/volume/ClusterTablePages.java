package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** The pages of a file allocation table, which are kept in the image's cache. */
public final class ClusterTablePages {
  /** Name of the table, for messages. */
  public static final String NAME = "file allocation table";

  private final ByteSource table;
  private final long offset;
  private final int pageBytes;
  private final ChunkCache cache;

  /** The page read last: a chain mostly stays in it. */
  private volatile Page last;

  private record Page(long number, Struct struct) {}

  /**
   * Creates the pages of a table.
   *
   * @param offset of the table in the volume
   * @param size of the table in bytes
   */
  public ClusterTablePages(
      ByteSource volume, long offset, long size, int pageBytes, ChunkCache cache) {
    this.table = volume.slice(offset, size);
    this.offset = offset;
    this.pageBytes = pageBytes;
    this.cache = cache;
  }

  /** Returns the page of a number from 0. */
  public Struct page(long number) throws IOException {
    Page page = last;
    if (page == null || page.number != number) {
      byte[] bytes = cache.get(this, number, this::load);
      long start = offset + number * pageBytes;
      page = new Page(number, Struct.of(NAME, bytes, start, ByteOrder.LITTLE_ENDIAN));
      last = page;
    }
    return page.struct;
  }

  private byte[] load(long number) throws IOException {
    long start = number * pageBytes;
    return table.readFully(start, (int) table.clip(start, pageBytes));
  }
}
