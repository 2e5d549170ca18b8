package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The small structures of a volume, such as inodes. Neighbours are read together and kept in the
 * image's cache, because the entries of a directory have inodes close to each other.
 */
public final class MetadataPages {
  private static final int MIN_PAGE_BYTES = 16 << 10;

  private final ByteSource volume;
  private final ChunkCache cache;
  private final ByteOrder order;
  private final int pageBytes;
  private volatile Page last;

  private record Page(long number, Struct struct) {}

  /** Creates a reader of structures in one byte order. */
  public MetadataPages(ByteSource volume, ChunkCache cache, ByteOrder order) {
    this(volume, cache, order, MIN_PAGE_BYTES);
  }

  /**
   * Creates a reader of structures that do not cross the borders of blocks.
   *
   * @param blockSize bytes of a block, a power of 2
   */
  public MetadataPages(ByteSource volume, ChunkCache cache, ByteOrder order, int blockSize) {
    this.volume = volume;
    this.cache = cache;
    this.order = order;
    this.pageBytes = Math.max(MIN_PAGE_BYTES, blockSize);
  }

  /** Returns the bytes that the structures are read from. */
  public ByteSource volume() {
    return volume;
  }

  /** Returns the number of bytes that are read together. */
  public int pageBytes() {
    return pageBytes;
  }

  /**
   * Reads a structure, whose bytes no caller changes.
   *
   * @param name its name, for messages
   * @param position byte position in the volume
   * @param length in bytes; the caller has bounded it
   */
  public Struct read(String name, long position, int length) throws IOException {
    long number = position / pageBytes;
    int within = (int) (position % pageBytes);
    if (!volume.holds(position, length) || within > pageBytes - length) {
      return Struct.read(name, volume, position, length, order);
    }
    Page page = last;
    if (page == null || page.number != number) {
      try {
        page = new Page(number, page(number));
        last = page;
      } catch (MalformedImageException e) {
        // The unreadable bytes need not be those of this structure.
        return Struct.read(name, volume, position, length, order);
      }
    }
    return page.struct.slice(name, within, length);
  }

  private Struct page(long number) throws IOException {
    byte[] bytes = cache.get(this, number, this::load);
    HostExtent extent = volume.extent(number * pageBytes, 1);
    long offset = extent.stored() ? extent.offset() : number * pageBytes;
    return Struct.of("metadata", bytes, offset, order);
  }

  private byte[] load(long page) throws IOException {
    long start = page * pageBytes;
    return volume.readFully(start, (int) volume.clip(start, pageBytes));
  }
}
