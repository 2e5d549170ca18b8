package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Objects;

/** A file of an image as a stream. Not for use by several threads at once, except for closing. */
final class NodeInputStream extends InputStream {
  /** Bytes buffered for reads of single bytes. */
  private static final int BUFFER_BYTES = 1024;

  /** Maximum length of an array in the JDK's own classes. */
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  /** Whether the JDK's stream of a file channel calls the channel's {@code transferTo}. */
  private static final boolean CHANNEL_STREAMS = Runtime.version().feature() >= 18;

  /** Bytes allocated without checking that the image really holds them. */
  private static final int MAX_UNCHECKED_BYTES = 1 << 20;

  private final ByteSource content;
  private final ResourceRegistry owner;
  private final long size;
  private long position;
  private byte[] ahead = {};
  private long aheadStart;
  private int aheadLength;
  private volatile boolean closed;

  /**
   * Opens a file.
   *
   * @throws java.nio.file.ClosedFileSystemException if {@code owner} is closed
   */
  NodeInputStream(ByteSource content, ResourceRegistry owner) {
    this.content = content;
    this.owner = owner;
    this.size = content.size();
    owner.register(this);
  }

  @Override
  public int read() throws IOException {
    requireOpen();
    long index = position - aheadStart;
    if (index < 0 || index >= aheadLength) {
      if (position >= size) {
        return -1;
      }
      if (ahead.length == 0) {
        ahead = new byte[(int) Math.min(BUFFER_BYTES, size - position)];
      }
      aheadLength = 0;
      aheadStart = position;
      aheadLength = content.read(position, ByteBuffer.wrap(ahead));
      index = 0;
    }
    position++;
    return ahead[(int) index] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    requireOpen();
    if (length == 0) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    long index = position - aheadStart;
    if (index >= 0 && length <= aheadLength - index) {
      System.arraycopy(ahead, (int) index, target, offset, length);
      position += length;
      return length;
    }
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    int total = 0;
    try {
      while (buffer.hasRemaining()) {
        int count = content.read(position, buffer);
        if (count < 0) {
          break;
        }
        total += count;
        position += count;
      }
    } catch (IOException e) {
      if (total == 0 || closed) {
        throw e;
      }
      // Return the bytes already read; the next read throws.
    }
    requireOpen();
    return total;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    requireOpen();
    long left = size - position;
    if (left > MAX_UNCHECKED_BYTES) {
      // A damaged directory may claim any size: that is an error of the image, not of the heap.
      content.requireWhole();
      content.readFully(size - 1, ByteBuffer.allocate(1));
      if (left > MAX_ARRAY_LENGTH) {
        throw new OutOfMemoryError("Required array size too large");
      }
    }
    return exactly((int) Math.max(left, 0));
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("length " + length);
    }
    requireOpen();
    return length >= size - position ? readAllBytes() : super.readNBytes(length);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] all = new byte[length];
    int count = readNBytes(all, 0, length);
    return count == length ? all : Arrays.copyOf(all, count);
  }

  @Override
  public long skip(long count) throws IOException {
    requireOpen();
    long skipped = Math.max(0, Math.min(count, size - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    requireOpen();
    return (int) Math.min(Integer.MAX_VALUE, size - position);
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    Objects.requireNonNull(target);
    requireOpen();
    long start = position;
    if (target.getClass() == FileOutputStream.class) {
      FileChannel channel = ((FileOutputStream) target).getChannel();
      while (position < size) {
        position += Transfer.to(content, position, size - position, channel);
      }
    } else if (CHANNEL_STREAMS && target.getClass().getPackageName().equals("sun.nio.ch")) {
      // A channel's stream exposes its channel only to the JDK's own input stream.
      try (ImageFileChannel channel = new ImageFileChannel(content, owner);
          InputStream stream = Channels.newInputStream(channel.position(position))) {
        position += stream.transferTo(target);
      }
    } else {
      byte[] buffer = new byte[Transfer.arrayFor(size - position)];
      int count;
      while ((count = read(buffer, 0, buffer.length)) > 0) {
        target.write(buffer, 0, count);
      }
    }
    return position - start;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      owner.unregister(this);
    }
  }
}
