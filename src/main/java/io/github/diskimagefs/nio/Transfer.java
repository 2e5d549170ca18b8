package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Transfers a file's bytes to a channel: through the host's kernel if the image stores them
 * unchanged.
 */
final class Transfer {
  /** Length of a buffer that fits into the second-level cache, in bytes. */
  private static final int BUFFER_BYTES = 128 << 10;

  /** Minimum size of a file that is copied with a longer array. */
  private static final int MIN_LARGE_FILE_BYTES = 16 << 20;

  /**
   * Length of the longer array: a host's file system needs less time for few long writes than for
   * many short ones. The JDK keeps a copy of the array for each thread, so small heaps get a short
   * one.
   */
  private static final int LARGE_BUFFER_BYTES =
      (int) Math.max(BUFFER_BYTES, Math.min(Runtime.getRuntime().maxMemory() >> 9, 2 << 20));

  /**
   * Minimum length of an extent that is sent by the kernel, in bytes; below it a buffer is as fast.
   */
  private static final int MIN_EXTENT_BYTES = 16 << 10;

  private Transfer() {}

  /** Returns the length of an array for copying {@code left} bytes, at least 1. */
  static int arrayFor(long left) {
    return (int)
        Math.max(
            1, Math.min(left, left < MIN_LARGE_FILE_BYTES ? BUFFER_BYTES : LARGE_BUFFER_BYTES));
  }

  /**
   * Transfers {@code length} bytes from {@code position} on, fewer only if the target accepts no
   * more.
   *
   * @return the number of bytes transferred
   */
  static long to(ByteSource content, long position, long length, WritableByteChannel target)
      throws IOException {
    // For other kinds of channel the JDK would use a smaller buffer than this class.
    boolean kernel = target instanceof FileChannel || target instanceof SelectableChannel;
    ByteBuffer buffer = null;
    long sent = 0;
    try {
      while (sent < length) {
        long left = length - sent;
        HostExtent extent = HostExtent.longest(content, position + sent, left);
        long count = -1;
        if (kernel
            && extent.stored()
            && (extent.length() >= MIN_EXTENT_BYTES || extent.length() == left)) {
          count = extent.host().transferTo(extent.offset(), extent.length(), target);
        }
        if (count < 0) {
          if (buffer == null) {
            buffer = ByteBuffer.allocateDirect((int) Math.min(left, BUFFER_BYTES));
          }
          count = copy(content, position + sent, left, target, buffer);
        }
        if (count == 0) {
          break;
        }
        sent += count;
      }
    } catch (java.nio.channels.ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      if (sent == 0) {
        throw e;
      }
      // Return the bytes already sent; the next call throws.
    }
    return sent;
  }

  private static long copy(
      ByteSource content, long position, long left, WritableByteChannel target, ByteBuffer buffer)
      throws IOException {
    buffer.clear().limit((int) Math.min(left, buffer.capacity()));
    content.read(position, buffer);
    buffer.flip();
    long count = 0;
    while (buffer.hasRemaining()) {
      int written = target.write(buffer);
      if (written <= 0) {
        break;
      }
      count += written;
    }
    return count;
  }
}
