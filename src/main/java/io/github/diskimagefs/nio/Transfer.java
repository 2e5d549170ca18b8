package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Sends a file's bytes to a channel: by the host's kernel if a host file holds them as they are.
 */
final class Transfer {
  /** A buffer that stays in the second-level cache. */
  private static final int BUFFER = 128 << 10;

  /** From here on a file is worth a longer array. */
  private static final int LARGE_FILE = 16 << 20;

  /**
   * A host's file system takes few long writes with less work than many short ones. The JDK keeps a
   * copy of the array for each thread, so small heaps get a short one.
   */
  private static final int LARGE_BUFFER =
      (int) Math.max(BUFFER, Math.min(Runtime.getRuntime().maxMemory() >> 9, 2 << 20));

  /** Below this a buffer is as quick. */
  private static final int SHORTEST_RUN = 16 << 10;

  private Transfer() {}

  /** The length of an array to copy {@code left} bytes with, at least 1. */
  static int arrayFor(long left) {
    return (int) Math.max(1, Math.min(left, left < LARGE_FILE ? BUFFER : LARGE_BUFFER));
  }

  /**
   * Sends {@code length} bytes from {@code position} on, fewer only if the target takes no more.
   *
   * @return the number sent
   */
  static long to(ByteSource content, long position, long length, WritableByteChannel target)
      throws IOException {
    // Other kinds of channel get the bytes through a small buffer of the JDK's; ours is larger.
    boolean kernel = target instanceof FileChannel || target instanceof SelectableChannel;
    ByteBuffer buffer = null;
    long sent = 0;
    try {
      while (sent < length) {
        long left = length - sent;
        HostExtent run = HostExtent.longest(content, position + sent, left);
        long count = -1;
        if (kernel && run.stored() && (run.length() >= SHORTEST_RUN || run.length() == left)) {
          count = run.host().transferTo(run.offset(), run.length(), target);
        }
        if (count < 0) {
          if (buffer == null) {
            buffer = ByteBuffer.allocateDirect((int) Math.min(left, BUFFER));
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
