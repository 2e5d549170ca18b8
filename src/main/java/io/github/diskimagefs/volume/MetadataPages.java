package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The small structures of a volume, such as inodes. Neighbours are read together and kept in the
 * image's cache, because the entries of a directory have inodes close to each other.
 */
public final class MetadataPages {
  private static final int PAGE_BYTES = 16 << 10;

  private final ByteSource volume;
  private final ChunkCache cache;
  private final ByteOrder order;
  private volatile Page last;

  private record Page(long number, Struct struct) {}

  /** Creates a reader of structures in one byte order. */
  public MetadataPages(ByteSource volume, ChunkCache cache, ByteOrder order) {
    this.volume = volume;
    this.cache = cache;
    this.order = order;
  }

  /** Returns the bytes that the structures are read from. */
  public ByteSource volume() {
    return volume;
  }

  /**
   * Reads a structure, whose bytes no caller changes.
   *
   * @param name its name, for messages
   * @param position byte position in the volume
   * @param length in bytes; the caller has bounded it
   */
  public Struct read(String name, long position, int length) throws IOException {
    long number = position / PAGE_BYTES;
    int within = (int) (position % PAGE_BYTES);
    if (!volume.holds(position, length) || within > PAGE_BYTES - length) {
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
    HostExtent extent = volume.extent(number * PAGE_BYTES, 1);
    long offset = extent.stored() ? extent.offset() : number * PAGE_BYTES;
    return Struct.of("metadata", bytes, offset, order);
  }

  private byte[] load(long page) throws IOException {
    long start = page * PAGE_BYTES;
    byte[] bytes = new byte[(int) volume.clip(start, PAGE_BYTES)];
    volume.readFully(start, ByteBuffer.wrap(bytes));
    return bytes;
  }
}
