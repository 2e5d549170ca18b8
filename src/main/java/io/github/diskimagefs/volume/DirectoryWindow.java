package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The part of a directory that is being read, in a pooled buffer. Reads grow from one to the next,
 * so that one entry costs little and a walk few reads. For one thread at a time.
 */
public final class DirectoryWindow {
  private static final int MIN_READ_BYTES = 1024;

  private final String name;
  private final ByteSource content;
  private final BufferPool buffers;
  private byte[] buffer;
  private Struct window;
  private long start;
  private int length;
  private int next = MIN_READ_BYTES;

  /**
   * Creates a window on a directory.
   *
   * @param name the name of the directory's structures, for messages
   * @param content the directory's bytes, little-endian
   * @param buffers of at least 1024 bytes each
   */
  public DirectoryWindow(String name, ByteSource content, BufferPool buffers) {
    this.name = name;
    this.content = content;
    this.buffers = buffers;
  }

  /** Returns the bytes of the directory. */
  public long size() {
    return content.size();
  }

  /**
   * Returns a structure of the directory; it is valid until the next call.
   *
   * @param position byte position in the directory
   * @param requested bytes of the structure, up to 1024, which the directory has
   * @throws IOException if they cannot be read
   */
  public Struct struct(long position, int requested) throws IOException {
    return window(position, requested).slice(offset(position), requested);
  }

  /**
   * Returns a structure that contains a range of the directory, at {@link #offset}; it is valid
   * until the next call. Reading it makes no object for each entry.
   *
   * @param position byte position in the directory
   * @param requested bytes, up to 1024, which the directory has
   * @throws IOException if they cannot be read
   */
  public Struct window(long position, int requested) throws IOException {
    if (position < start || position + requested > start + length) {
      load(position, requested);
    }
    return window;
  }

  /** Returns the offset of a position of the directory in the window. */
  public int offset(long position) {
    return (int) (position - start);
  }

  private void load(long position, int requested) throws IOException {
    if (buffer == null) {
      buffer = buffers.take();
    }
    length = 0;
    int count = (int) Math.min(content.size() - position, Math.max(requested, next));
    try {
      content.readFully(position, ByteBuffer.wrap(buffer, 0, count));
    } catch (IOException e) {
      if (count == requested) {
        throw e;
      }
      count = requested; // what cannot be read may come later
      content.readFully(position, ByteBuffer.wrap(buffer, 0, count));
    }
    HostExtent extent = content.extent(position, 1);
    long offset = extent.stored() ? extent.offset() : position;
    window = Struct.of(name, buffer, offset, ByteOrder.LITTLE_ENDIAN);
    start = position;
    length = count;
    next = Math.min(buffers.size(), next * 4);
  }

  /** Gives the buffer back; a later {@link #struct} reads anew. */
  public void release() {
    if (buffer != null) {
      buffers.giveBack(buffer);
      buffer = null;
      window = null;
      length = 0;
    }
  }
}
