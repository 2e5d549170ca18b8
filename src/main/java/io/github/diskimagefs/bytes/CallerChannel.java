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
      count = file.read(target, position);
    } else {
      synchronized (channel) {
        count = channel.position(position).read(target);
      }
    }
    position += Math.max(0, count);
    return count;
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
