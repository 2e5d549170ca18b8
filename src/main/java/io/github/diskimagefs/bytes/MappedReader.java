package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies from a mapped file, and makes sure that it did.
 *
 * <p>Behind the end of a file that has shrunk pages fault, which ends the copy before its last
 * byte; the page that the file ends in reads as zeros from there on. So a last byte that was zero
 * before and is something else after was read from the file, and so were those before it. One that
 * still is zero needs a closer look: another mark shows whether the copy gets there, the file's
 * size whether the zero is the file's. For that it is enough, and quicker than asking the host,
 * that the next page can be read.
 */
final class MappedReader {
  private final String name;
  private final HostChannel channel;
  private final MappedWindows windows;
  private final AtomicBoolean closed = new AtomicBoolean();

  private MappedReader(String name, HostChannel channel, MappedWindows windows) {
    this.name = name;
    this.channel = channel;
    this.windows = windows;
  }

  /** A reader that maps when it is first used; null for a file that cannot be mapped. */
  static MappedReader of(String name, HostChannel channel) {
    MappedWindows windows = MappedWindows.of(channel);
    return windows == null ? null : new MappedReader(name, channel, windows);
  }

  /**
   * Copies bytes.
   *
   * @param requested from 1, not past the file's end
   * @return the count, up to the end of a window; 0 where nothing can be mapped
   */
  int read(long position, ByteBuffer target, int requested) throws IOException {
    return readStrided(position, requested, requested, 0, requested, target);
  }

  /**
   * Copies pieces, as {@link ByteSource#readStrided} says.
   *
   * @param first where a piece begins, before the file's end
   * @param skipped bytes to leave out of that piece, fewer than it has
   * @param max bytes to copy at the most, from 1; the target has room
   */
  int readStrided(long first, int stride, int piece, int skipped, int max, ByteBuffer target)
      throws IOException {
    long position = first + skipped;
    try {
      ByteBuffer window = windows.at(position);
      if (window == null) {
        return 0;
      }
      int from = MappedWindows.offset(position);
      int start = target.position();
      int count = copy(window, from, stride, piece, piece - skipped, max, target, 0);
      int last = start + count - 1;
      if (target.get(last) == 0) {
        copy(window, from, stride, piece, piece - skipped, max, target, 1);
        long bytes = skipped + count - 1L;
        long end = first + bytes / piece * stride + bytes % piece + 1;
        if (target.get(last) == 1
            || !(goesOn(window, from + end - position, target, last)
                || channel.use(SeekableByteChannel::size) >= end)) {
          PendingMappingErrors.take();
          throw shrunk(position, null);
        }
      }
      target.position(start + count);
      return count;
    } catch (InternalError e) {
      PendingMappingErrors.take();
      throw shrunk(position, e);
    } catch (IllegalStateException e) {
      if (channel.isClosed()) {
        throw new ClosedChannelException(); // unmapped while it was read
      }
      throw e;
    } finally {
      Reference.reachabilityFence(windows);
    }
  }

  /**
   * Whether the page behind a read is there, so that the one it ends in is not the file's last.
   *
   * @param end of the read, in the window
   * @param spare where a byte of the target may change that is zero
   */
  private static boolean goesOn(ByteBuffer window, long end, ByteBuffer target, int spare) {
    long next = (end + MemoryPage.SIZE - 1) & -MemoryPage.SIZE;
    if (next >= window.limit()) {
      return false;
    }
    boolean read = false;
    try {
      read = readable(window, (int) next, target, spare);
      if (!read) {
        PendingMappingErrors.take();
      }
    } catch (InternalError e) {
      PendingMappingErrors.take(); // it may strike on any line above
    }
    target.put(spare, (byte) 0);
    return read;
  }

  private static boolean readable(ByteBuffer window, int offset, ByteBuffer target, int spare) {
    for (byte mark = 0; mark <= 1; mark++) {
      target.put(spare, mark);
      target.put(spare, window, offset, 1);
      if (target.get(spare) != mark) {
        return true;
      }
    }
    return false;
  }

  /** This loop is all that raw sectors cost. The target's position stays. */
  private static int copy(
      ByteBuffer window,
      int from,
      int stride,
      int piece,
      int first,
      int max,
      ByteBuffer target,
      int mark) {
    int start = target.position();
    int total = 0;
    int left = first;
    long offset = from;
    while (total < max && offset < window.limit()) {
      int count = Math.min(Math.min(left, max - total), window.limit() - (int) offset);
      int to = start + total;
      target.put(to + count - 1, (byte) mark);
      target.put(to, window, (int) offset, count);
      total += count;
      offset += count;
      left -= count;
      if (left == 0) {
        offset += stride - piece;
        left = piece;
      }
    }
    return total;
  }

  private IOException shrunk(long position, InternalError cause) {
    return shrunk(name, position, channel.size(), cause);
  }

  static IOException shrunk(String name, long position, long size, InternalError cause) {
    return new MalformedImageException(
        name, position, "the file has shrunk or cannot be read; it had " + size + " bytes", cause);
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      windows.close();
    }
  }
}
