package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * A file of an image as a read-only channel. Positional reads run concurrently; reads that move the
 * channel's position run one at a time.
 *
 * <p>An interrupt closes this channel, as NIO requires, but not the host's channel, which handles
 * interrupts itself. This class therefore checks for interrupts explicitly instead of calling
 * {@code begin} and {@code end}, whose effect the host's channel would undo.
 */
class ImageFileChannel extends FileChannel implements EmbeddedChannel {
  private final ByteSource content;
  private final ResourceRegistry owner;
  private final Object positionLock = new Object();
  private Object file = this;
  private long position;

  /**
   * Opens a file.
   *
   * @throws java.nio.file.ClosedFileSystemException if {@code owner} is closed
   * @throws IOException if the image is truncated inside the file, because callers allocate {@code
   *     size()} bytes
   */
  ImageFileChannel(ByteSource content, ResourceRegistry owner) throws IOException {
    content.requireWhole();
    this.content = content;
    this.owner = owner;
    owner.register(this);
  }

  /**
   * Sets the file that locks are for: other channels of the same file may hold locks too.
   *
   * @param key the file's key
   */
  final ImageFileChannel ofFile(Object key) {
    file = key;
    return this;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    Objects.requireNonNull(target);
    synchronized (positionLock) {
      begun();
      int count = readAt(position, target);
      position += Math.max(count, 0);
      return count;
    }
  }

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    Objects.requireNonNull(target);
    if (offset < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    begun();
    return readAt(offset, target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    synchronized (positionLock) {
      begun();
      for (int i = offset; i < offset + length; i++) {
        requireWritable(targets[i]); // before any target is filled, as the JDK's channels do
      }
      long total = 0;
      for (int i = offset; i < offset + length; i++) {
        if (!targets[i].hasRemaining()) {
          continue;
        }
        int requested = targets[i].remaining();
        int count = readAt(position, targets[i]);
        if (count < 0) {
          return total == 0 ? -1 : total;
        }
        position += count;
        total += count;
        if (count < requested) {
          break;
        }
      }
      return total;
    }
  }

  private static void requireWritable(ByteBuffer target) {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
  }

  /** Reads until {@code target} is full or the file ends, as the JDK's file channels do. */
  private int readAt(long offset, ByteBuffer target) throws IOException {
    requireWritable(target);
    int total = 0;
    boolean done = false;
    try {
      while (target.hasRemaining()) {
        int count = content.read(offset + total, target);
        if (count < 0) {
          total = total == 0 ? -1 : total;
          break;
        }
        total += count;
      }
      done = true;
    } catch (IOException e) {
      if (total == 0 || !isOpen()) {
        throw isOpen() ? e : new AsynchronousCloseException();
      }
      done = true; // return the bytes already read; the next read throws
    } finally {
      if (done) {
        ended();
      }
    }
    return total;
  }

  @Override
  public long position() throws IOException {
    synchronized (positionLock) {
      begun();
      return position;
    }
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    synchronized (positionLock) {
      begun();
      if (newPosition < 0) {
        throw new IllegalArgumentException("Negative position");
      }
      position = newPosition;
      return this;
    }
  }

  @Override
  public long size() throws IOException {
    begun();
    return content.size();
  }

  @Override
  public long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
    begun();
    if (!target.isOpen()) {
      throw new ClosedChannelException();
    }
    if (offset < 0 || count < 0) {
      throw new IllegalArgumentException("position " + offset + ", count " + count);
    }
    long length = Math.min(count, content.size() - offset);
    if (length <= 0) {
      if (target instanceof FileChannel) {
        target.write(ByteBuffer.allocate(0)); // throws if the target was not opened for writing
      }
      return 0;
    }
    try {
      return Transfer.to(content, offset, length, target);
    } catch (ClosedByInterruptException e) {
      close();
      throw e;
    } catch (ClosedChannelException e) {
      throw isOpen() ? e : new AsynchronousCloseException();
    }
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long offset, long size) throws IOException {
    checkMapping(mode, offset, size, Integer.MAX_VALUE);
    return Mapping.of(content, offset, size);
  }

  /** Maps into a {@code java.lang.foreign.Arena}; returns a {@code MemorySegment}. */
  final Object mapSegment(MapMode mode, long offset, long size, Object arena) throws IOException {
    Objects.requireNonNull(arena, "arena");
    checkMapping(mode, offset, size, Long.MAX_VALUE);
    return Mapping.segment(content, offset, size, arena);
  }

  private void checkMapping(MapMode mode, long offset, long size, long max) throws IOException {
    begun();
    Objects.requireNonNull(mode, "mode");
    if (mode != MapMode.READ_ONLY && mode != MapMode.READ_WRITE && mode != MapMode.PRIVATE) {
      throw new UnsupportedOperationException("map mode " + mode);
    }
    if (offset < 0 || size < 0 || size > max || offset > Long.MAX_VALUE - size) {
      throw new IllegalArgumentException("position " + offset + ", size " + size);
    }
    if (mode != MapMode.READ_ONLY) {
      throw new NonWritableChannelException();
    }
    if (offset + size > content.size()) {
      throw new IOException(
          "Channel not open for writing - cannot extend file to required size "
              + (offset + size)
              + ", it has "
              + content.size());
    }
  }

  @Override
  public FileLock lock(long offset, long size, boolean shared) throws IOException {
    try {
      return tryLock(offset, size, shared);
    } catch (ClosedByInterruptException e) {
      throw new FileLockInterruptionException();
    }
  }

  @Override
  public FileLock tryLock(long offset, long size, boolean shared) throws IOException {
    begun();
    if (!shared) {
      throw new NonWritableChannelException();
    }
    return FileLockTable.open(owner.locks().add(file, this, offset, size));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    Objects.requireNonNull(source);
    throw notWritable();
  }

  @Override
  public int write(ByteBuffer source, long offset) throws IOException {
    Objects.requireNonNull(source);
    if (offset < 0) {
      throw new IllegalArgumentException("Negative position");
    }
    throw notWritable();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, sources.length);
    throw notWritable();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    begun();
    if (size < 0) {
      throw new IllegalArgumentException("Negative size");
    }
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long offset, long count) throws IOException {
    begun();
    if (!source.isOpen()) {
      throw new ClosedChannelException();
    }
    if (offset < 0 || count < 0) {
      throw new IllegalArgumentException("position " + offset + ", count " + count);
    }
    throw new NonWritableChannelException();
  }

  /** Does nothing, because nothing is ever written. */
  @Override
  public void force(boolean metaData) throws IOException {
    begun();
  }

  private NonWritableChannelException notWritable() throws IOException {
    begun();
    return new NonWritableChannelException();
  }

  private void begun() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    closeIfInterrupted();
  }

  private void ended() throws IOException {
    closeIfInterrupted();
    if (!isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  private void closeIfInterrupted() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new ClosedByInterruptException();
    }
  }

  @Override
  protected void implCloseChannel() {
    owner.locks().releaseAll(this);
    owner.unregister(this);
  }
}
