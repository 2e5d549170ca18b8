package io.github.diskimagefs.spark.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A channel whose reads are positional ones of a Hadoop stream. One thread uses it at a time. */
final class PositionedChannel implements SeekableByteChannel {
  /**
   * Maximum bytes of a read into memory outside the heap, which are copied; the longest request of
   * the library's own read-ahead.
   */
  private static final int MAX_COPIED_BYTES = 4 << 20;

  private final FSDataInputStream stream;
  private final long size;
  private long position;
  private boolean closed;

  PositionedChannel(FSDataInputStream stream, long size) {
    this.stream = stream;
    this.size = size;
  }

  /** Fills the buffer as far as the file goes, in one request. */
  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    int count = (int) Math.min(target.remaining(), Math.max(0, size - position));
    if (count == 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    if (target.hasArray()) {
      stream.readFully(position, target.array(), target.arrayOffset() + target.position(), count);
      target.position(target.position() + count);
    } else {
      count = Math.min(count, MAX_COPIED_BYTES);
      byte[] bytes = new byte[count];
      stream.readFully(position, bytes, 0, count);
      target.put(bytes);
    }
    position += count;
    return count;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public PositionedChannel position(long offset) throws IOException {
    requireOpen();
    if (offset < 0) {
      throw new IllegalArgumentException("position " + offset);
    }
    position = offset;
    return this;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      stream.close();
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public PositionedChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }
}
