package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Single entries of the tables of an image, which may be larger than memory: pages of the image are
 * kept in a fixed number of slots, by page number. Safe for use by many threads at once, without a
 * lock; two threads that need the same page at the same time may both read it.
 */
public final class PageCache {
  /** Bytes of a page: 512 entries of 64 bits. */
  static final int PAGE_BYTES = 4096;

  /** Pages kept, 2 MiB in all: the second-level tables of 64 GiB in clusters of 64 KiB. */
  private static final int SLOTS = 512;

  private final ByteSource source;
  private final ByteOrder order;
  private final AtomicReferenceArray<Page> slots;

  /** The bytes from {@code number * PAGE_BYTES} on, fewer than a page at the end of the source. */
  private record Page(long number, ByteBuffer bytes) {}

  /** Creates a cache of the tables in {@code source}, whose entries are in one byte order. */
  public PageCache(ByteSource source, ByteOrder order) {
    this(source, order, 1);
  }

  /** Creates one of {@code caches} caches of an image, which share the memory of a single one. */
  public PageCache(ByteSource source, ByteOrder order, int caches) {
    this.source = source;
    this.order = order;
    this.slots = new AtomicReferenceArray<>(Math.max(1, SLOTS / caches));
  }

  /** Returns the byte order of the entries. */
  public ByteOrder order() {
    return order;
  }

  /**
   * Returns an entry of 8 bits, unsigned.
   *
   * @param table the table's name, for the message of an error
   * @param offset of the entry in the source
   */
  public int u8(String table, long offset) throws IOException {
    Page page = page(table, offset, 1);
    return page.bytes.get((int) (offset % PAGE_BYTES)) & 0xFF;
  }

  /**
   * Returns an entry of 16 bits, unsigned.
   *
   * @param table the table's name, for the message of an error
   * @param offset of the entry in the source
   */
  public int u16(String table, long offset) throws IOException {
    Page page = page(table, offset, Short.BYTES);
    int within = (int) (offset % PAGE_BYTES);
    return within > PAGE_BYTES - Short.BYTES
        ? Struct.read(table, source, offset, Short.BYTES, order).u16(0)
        : page.bytes.getShort(within) & 0xFFFF;
  }

  /**
   * Returns an entry of 32 bits, unsigned.
   *
   * @param table the table's name, for the message of an error
   * @param offset of the entry in the source
   */
  public long u32(String table, long offset) throws IOException {
    Page page = page(table, offset, Integer.BYTES);
    int within = (int) (offset % PAGE_BYTES);
    return within > PAGE_BYTES - Integer.BYTES
        ? Struct.read(table, source, offset, Integer.BYTES, order).u32(0)
        : page.bytes.getInt(within) & 0xFFFF_FFFFL;
  }

  /**
   * Returns an entry of 64 bits.
   *
   * @param table the table's name, for the message of an error
   * @param offset of the entry in the source
   */
  public long s64(String table, long offset) throws IOException {
    Page page = page(table, offset, Long.BYTES);
    int within = (int) (offset % PAGE_BYTES);
    return within > PAGE_BYTES - Long.BYTES
        ? Struct.read(table, source, offset, Long.BYTES, order).s64(0)
        : page.bytes.getLong(within);
  }

  private Page page(String table, long offset, int length) throws IOException {
    if (!source.holds(offset, length)) {
      throw new MalformedImageException(
          table, offset, "needs " + length + " bytes, but the data end at byte " + source.size());
    }
    long number = offset / PAGE_BYTES;
    int slot = (int) (number % slots.length());
    Page page = slots.get(slot);
    if (page == null || page.number != number) {
      long start = number * PAGE_BYTES;
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(PAGE_BYTES, source.size() - start)).order(order);
      source.readFully(start, bytes);
      page = new Page(number, bytes.clear());
      slots.set(slot, page);
    }
    return page;
  }
}
