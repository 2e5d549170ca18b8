package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * The file that holds an image, mapped into memory where its provider can, else read by position.
 *
 * <p>An interrupt closes a {@link FileChannel} for every thread that shares it. Here the
 * interrupted thread keeps its flag, and the channel is opened again for all the others.
 */
public final class HostFile implements ByteSource {

  /** Opens the file, each time anew. */
  @FunctionalInterface
  public interface Opener {
    /** Opens for reading; a {@link FileChannel} where the provider has them. */
    SeekableByteChannel open() throws IOException;
  }

  /** What a read does with the channel. */
  @FunctionalInterface
  private interface Use<T> {
    T with(SeekableByteChannel channel) throws IOException;
  }

  /** One read of a channel at the most, which bounds the JDK's per-thread buffers. */
  private static final int LONGEST_READ = 512 << 10;

  private final String name;
  private final Opener opener;
  private final long size;
  private final MappedWindows windows;
  private final Object lock = new Object();
  private volatile SeekableByteChannel channel;
  private volatile boolean closed;

  /**
   * Opens a host file.
   *
   * @param name shown in messages
   * @param mapped whether the file may be mapped
   */
  public HostFile(String name, Opener opener, boolean mapped) throws IOException {
    this.name = name;
    this.opener = opener;
    this.channel = opener.open();
    try {
      this.size = channel.size();
      this.windows = mapped ? MappedWindows.of(channel, size) : null;
    } catch (IOException | RuntimeException | Error e) {
      try {
        channel.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The file's name, for messages. */
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (closed) {
      throw new ClosedChannelException();
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), size - position);
    return windows == null
        ? readChannel(position, target, count)
        : readMapped(position, target, count);
  }

  @Override
  public int readPieces(long first, int stride, int piece, long at, ByteBuffer target)
      throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return windows == null
        ? new HostPieces(this, first, stride, piece).read(at, target)
        : readMappedPieces(first, stride, piece, at, target);
  }

  private int readMappedPieces(long first, int stride, int piece, long at, ByteBuffer target)
      throws IOException {
    int begin = target.position();
    long position = first + at / piece * stride + at % piece;
    if (position >= size || !target.hasRemaining()) {
      return target.hasRemaining() ? -1 : 0;
    }
    ByteBuffer window = windows.at(position, this::mapWindow);
    long windowStart = position - windows.offset(position);
    int left = piece - (int) (at % piece);
    int to = begin;
    int end = target.limit();
    long last = position;
    try {
      // One look at the file's size for all pieces: this loop is all that raw sectors cost.
      while (to < end && position < size) {
        long from = position - windowStart;
        if (from >= window.limit()) {
          break; // the next window is the next call's
        }
        int count = (int) Math.min(Math.min(left, end - to), window.limit() - from);
        target.put(to, window, (int) from, count);
        to += count;
        last = position + count - 1;
        position += count;
        left -= count;
        if (left == 0) {
          position += stride - piece;
          left = piece;
        }
      }
      target.position(to);
      if (window.get((int) (last - windowStart)) == 0) {
        checkSize(last + 1);
      }
      return to - begin;
    } catch (InternalError e) {
      throw shrunk(position, e);
    } catch (IllegalStateException e) {
      throw closedOr(e); // the window was unmapped by close()
    }
  }

  @Override
  public HostRun run(long position, long length) {
    return new HostRun(this, position, Math.min(length, size - position));
  }

  private int readMapped(long position, ByteBuffer target, int wanted) throws IOException {
    ByteBuffer window = windows.at(position, this::mapWindow);
    int from = windows.offset(position);
    int count = Math.min(wanted, window.limit() - from);
    try {
      int at = target.position();
      target.put(at, window, from, count);
      target.position(at + count);
      // A page that the file ends in reads as zeros past that end; a page behind it faults.
      if (window.get(from + count - 1) == 0) {
        checkSize(position + count);
      }
      return count;
    } catch (InternalError e) {
      throw shrunk(position, e);
    } catch (IllegalStateException e) {
      throw closedOr(e); // the window was unmapped by close()
    }
  }

  private ByteBuffer mapWindow(long offset, long length) throws IOException {
    return channel(c -> windows.map((FileChannel) c, offset, length));
  }

  private void checkSize(long end) throws IOException {
    if (channel(SeekableByteChannel::size) < end) {
      throw shrunk(end, null);
    }
  }

  private int readChannel(long position, ByteBuffer target, int wanted) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + Math.min(wanted, LONGEST_READ));
    try {
      int count = channel(c -> readAt(c, position, target));
      if (count < 0) {
        throw shrunk(position, null);
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  private static int readAt(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    if (channel instanceof FileChannel file) {
      return file.read(target, position);
    }
    synchronized (channel) {
      return channel.position(position).read(target);
    }
  }

  /**
   * Maps a part of the file.
   *
   * @throws UnsupportedOperationException if the file's provider cannot map
   */
  public MappedByteBuffer map(long offset, long length) throws IOException {
    return channel(
        c -> {
          if (c instanceof FileChannel file) {
            return file.map(FileChannel.MapMode.READ_ONLY, offset, length);
          }
          throw new UnsupportedOperationException("map: " + name);
        });
  }

  /**
   * Has the host's channel send a part of the file to {@code target}.
   *
   * @return the number of bytes sent, or -1 where the host has no channel that can
   */
  public long transferTo(long offset, long length, WritableByteChannel target) throws IOException {
    SeekableByteChannel host = open();
    if (!(host instanceof FileChannel file)) {
      return -1;
    }
    // Not retried: the target may hold part of the bytes already, and an interrupt is its too.
    return file.transferTo(offset, length, target);
  }

  /** Uses the channel, again after another thread's interrupt closed it. */
  private <T> T channel(Use<T> use) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        SeekableByteChannel host = open();
        try {
          return use.with(host);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        } catch (ClosedChannelException e) {
          if (closed) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private SeekableByteChannel open() throws IOException {
    SeekableByteChannel host = channel;
    if (host.isOpen() && !closed) {
      return host;
    }
    synchronized (lock) {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (!channel.isOpen()) {
        SeekableByteChannel again = opener.open();
        if (again.size() != size) {
          again.close();
          throw new InterruptedIOException(
              name + " is another file by now; its channel was closed by an interrupt");
        }
        channel = again;
      }
      return channel;
    }
  }

  private IOException shrunk(long position, InternalError cause) {
    return new MalformedImageException(
        name, position, "the file has shrunk or cannot be read; it had " + size + " bytes", cause);
  }

  private IOException closedOr(IllegalStateException e) {
    return closed ? new ClosedChannelException() : new IOException(name, e);
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      try {
        channel.close();
      } finally {
        if (windows != null) {
          windows.close();
        }
      }
    }
  }
}
