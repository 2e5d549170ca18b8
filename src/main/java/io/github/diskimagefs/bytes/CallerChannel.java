package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A read-only view of a channel that stays open when the view is closed. Reads hold the lock of the
 * channel, whose one position they set; a file channel is read by position instead.
 */
final class CallerChannel implements SeekableByteChannel {
  /**
   * Bytes read at once into an array. The JDK's channels read into a buffer outside of the heap
   * first, which they keep for each thread; a reader gets fewer bytes than it asked for instead.
   */
  static final int MAX_ARRAY_BYTES = 1 << 20;

  private final SeekableByteChannel channel;
  private long position;
  private boolean closed;

  CallerChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    int count;
    if (channel instanceof FileChannel file) {
      count = read(file, position, target);
    } else {
      synchronized (channel) {
        count = channel.position(position).read(target);
      }
    }
    position += Math.max(0, count);
    return count;
  }

  /** Reads from a position of a file on, at most {@link #MAX_ARRAY_BYTES} into an array. */
  static int read(FileChannel file, long position, ByteBuffer target) throws IOException {
    int limit = target.limit();
    if (!target.isDirect()) {
      target.limit(Math.min(limit, target.position() + MAX_ARRAY_BYTES));
    }
    try {
      return file.read(target, position);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed && channel.isOpen();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
