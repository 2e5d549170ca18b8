package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Buffered stream of the bytes of a part of a source, for decoders: single bytes are cheap, and the
 * next bytes can be looked at before they are taken.
 */
public final class SourceStream extends InputStream {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ByteSource source;
  private long end;

  /** Whether the end is not known: it is where a read finds no more. */
  private boolean endless;

  private final byte[] buffer;
  private long loaded;
  private int next;
  private int limit;

  /** Opens a stream of all bytes of a source, whose size need not be known. */
  public SourceStream(ByteSource source) {
    this(source, 0, source.sizeKnown() ? source.size() : source.sizeLimit());
    this.endless = !source.sizeKnown();
  }

  /** Opens a stream of {@code length} bytes from {@code offset} on. */
  public SourceStream(ByteSource source, long offset, long length) {
    this.source = source;
    this.loaded = offset;
    this.end = offset + length;
    this.buffer = new byte[(int) Math.max(16, Math.min(BUFFER_BYTES, length))];
  }

  /** Returns the position of the next byte in the source. */
  public long position() {
    return loaded - (limit - next);
  }

  /** Returns the number of bytes that are left. */
  public long left() {
    return end - position();
  }

  /** Returns the array that holds the next bytes, after {@link #fill} from {@link #next} on. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns the index of the next byte in {@link #buffer}. */
  public int next() {
    return next;
  }

  /**
   * Loads bytes if none are loaded.
   *
   * @return the number of bytes loaded from {@link #next} on; 0 at the end
   */
  public int fill() throws IOException {
    if (next == limit && loaded < end) {
      next = 0;
      limit = 0;
      load();
    }
    return limit - next;
  }

  /** Takes bytes that are loaded. */
  public void consume(int count) {
    next += Objects.checkIndex(count, limit - next + 1);
  }

  /**
   * Loads at least {@code count} bytes, up to 16.
   *
   * @return whether the stream has so many
   */
  public boolean has(int count) throws IOException {
    if (left() < count) {
      return false;
    }
    if (limit - next < count) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      limit -= next;
      next = 0;
      while (limit < count && loaded < end) {
        load();
      }
    }
    return limit - next >= count;
  }

  /** Returns the unsigned byte at an offset from the next one, which {@link #has} has loaded. */
  public int peek(int offset) {
    return buffer[next + Objects.checkIndex(offset, limit - next)] & 0xFF;
  }

  /** Returns the little-endian number of the next bytes, up to 8, that {@link #has} has loaded. */
  public long peekNumber(int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | peek(i);
    }
    return value;
  }

  private void load() throws IOException {
    int room = (int) Math.min(buffer.length - limit, end - loaded);
    int count = source.read(loaded, ByteBuffer.wrap(buffer, limit, room));
    if (count <= 0 && endless) {
      end = loaded;
      return;
    }
    if (count <= 0) {
      throw SliceSource.truncated(source, loaded, end - loaded);
    }
    loaded += count;
    limit += count;
  }

  @Override
  public int read() throws IOException {
    return next < limit || fill() > 0 ? buffer[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (next == limit && length >= buffer.length && loaded < end) {
      int room = (int) Math.min(length, end - loaded);
      int count = source.read(loaded, ByteBuffer.wrap(target, offset, room));
      if (count > 0) {
        loaded += count;
      } else {
        end = loaded;
      }
      return count;
    }
    int count = Math.min(length, fill());
    if (count == 0) {
      return -1;
    }
    System.arraycopy(buffer, next, target, offset, count);
    next += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, left()));
    if (skipped <= limit - next) {
      next += (int) skipped;
    } else {
      loaded = position() + skipped;
      next = 0;
      limit = 0;
    }
    return skipped;
  }

  @Override
  public int available() {
    return limit - next;
  }
}
