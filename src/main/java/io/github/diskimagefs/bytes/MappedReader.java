package io.github.diskimagefs.bytes;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies from a mapped file, and detects a file that has become shorter since.
 *
 * <p>A page after the new end of the file cannot be read, so the copy ends before its last byte.
 * The page that contains the new end reads as zeros from there on. The reader therefore sets the
 * last byte of the target to zero before the copy: if it is not zero afterwards, the copy is
 * complete. If it still is zero, a second copy with another mark shows whether the copy reaches
 * that byte, and the file's size shows whether the zero is the file's. Instead of asking the host
 * for the size, it is enough and faster to read a byte of the next page.
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

  /**
   * Creates a reader that maps when it is first used; returns null for a file that cannot be
   * mapped.
   */
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
   * Copies pieces as {@link ByteSource#readStrided} does.
   *
   * @param first start of a piece, before the file's end
   * @param skipped number of bytes to skip at the start of that piece, fewer than it has
   * @param max maximum number of bytes to copy, from 1; the target has room for them
   */
  int readStrided(long first, int stride, int piece, int skipped, int max, ByteBuffer target)
      throws IOException {
    long position = first + skipped;
    try {
      ByteBuffer window = windows.at(position);
      if (window == null) {
        return 0;
      }
      int offset = MappedWindows.offset(position);
      int start = target.position();
      int count = copy(window, offset, stride, piece, piece - skipped, max, target, 0);
      int last = start + count - 1;
      if (target.get(last) == 0) {
        copy(window, offset, stride, piece, piece - skipped, max, target, 1);
        long bytes = skipped + count - 1L;
        long end = first + bytes / piece * stride + bytes % piece + 1;
        if (target.get(last) == 1
            || !(hasNextPage(window, offset + end - position, target, last)
                || channel.use(SeekableByteChannel::size) >= end)) {
          PendingMappingErrors.drain();
          throw shrunk(position, null);
        }
      }
      target.position(start + count);
      return count;
    } catch (InternalError e) {
      PendingMappingErrors.drain();
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
   * Returns whether the page after a read can be read, so that the page before it is not the file's
   * last.
   *
   * @param end end of the read, in the window
   * @param spare position of a zero byte of the target, which is used as a mark and restored
   */
  private static boolean hasNextPage(ByteBuffer window, long end, ByteBuffer target, int spare) {
    long next = (end + PageSize.SIZE - 1) & -PageSize.SIZE;
    if (next >= window.limit()) {
      return false;
    }
    boolean read = false;
    try {
      read = readable(window, (int) next, target, spare);
      if (!read) {
        PendingMappingErrors.drain();
      }
    } catch (InternalError e) {
      PendingMappingErrors.drain(); // it may be thrown on any line above
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

  /**
   * Copies pieces and leaves the target's position unchanged. The speed of raw sectors depends on
   * this loop.
   */
  private static int copy(
      ByteBuffer window,
      int begin,
      int stride,
      int piece,
      int first,
      int max,
      ByteBuffer target,
      int mark) {
    int start = target.position();
    int total = 0;
    int left = first;
    long offset = begin;
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
