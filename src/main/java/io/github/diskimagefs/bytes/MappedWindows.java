package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A file mapped in windows of 1 GiB, each when it is first read.
 *
 * <p>On JDK 21 and later, which have {@code java.lang.foreign.Arena}, closing unmaps at once; on
 * earlier ones the garbage collector unmaps some time later. Windows that are unreachable and not
 * closed are unmapped by the collector too, so a reader keeps this object reachable while it reads.
 */
final class MappedWindows {
  private static final int SHIFT = 30;
  private static final long WINDOW = 1L << SHIFT;

  /**
   * Maximum size of a mapped file, because address space is limited; larger ones are read by
   * position.
   */
  private static final long MAX_FILE_BYTES = 1L << 44;

  /** Stands for a window that the host refuses to map. */
  private static final ByteBuffer REFUSED = ByteBuffer.allocate(0);

  private final AtomicReferenceArray<ByteBuffer> windows;
  private final HostChannel channel;
  private final ForeignArena arena;
  private final Cleaner.Cleanable unmapping;

  /** Holds the cleaner, whose thread starts when it is first needed. */
  private static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private MappedWindows(HostChannel channel) {
    this.channel = channel;
    this.windows = new AtomicReferenceArray<>((int) ((channel.size() + WINDOW - 1) >>> SHIFT));
    this.arena = ForeignArena.ofShared();
    this.unmapping = arena == null ? null : Forgotten.CLEANER.register(this, arena::close);
  }

  /**
   * Creates the windows of a channel's file, none of them mapped yet; returns null if the file
   * cannot be mapped.
   */
  static MappedWindows of(HostChannel channel) {
    return channel.size() == 0 || channel.size() > MAX_FILE_BYTES
        ? null
        : new MappedWindows(channel);
  }

  /** Returns the window that holds a position; null if it cannot be mapped. */
  ByteBuffer at(long position) throws IOException {
    int index = (int) (position >>> SHIFT);
    ByteBuffer window = windows.get(index);
    if (window == null) {
      window = map(index);
    }
    return window.limit() == 0 ? null : window;
  }

  /** Returns the offset of a position in its window. */
  static int offset(long position) {
    return (int) (position & (WINDOW - 1));
  }

  private ByteBuffer map(int index) throws IOException {
    long offset = (long) index << SHIFT;
    long length = Math.min(WINDOW, channel.size() - offset);
    ByteBuffer window =
        channel.use(c -> c instanceof FileChannel f ? map(f, offset, length) : null);
    window = window == null || window.limit() != length ? REFUSED : window;
    return windows.compareAndSet(index, null, window) ? window : windows.get(index);
  }

  private ByteBuffer map(FileChannel file, long offset, long length) throws IOException {
    try {
      if (arena != null) {
        try {
          return arena.map(file, offset, length);
        } catch (UnsupportedOperationException e) {
          // A channel of another provider may have the older method only, if any.
        }
      }
      return file.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (java.nio.channels.ClosedChannelException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      return null; // positional reads work instead, or throw
    }
  }

  /** Unmaps at once if the runtime can. A concurrent reader gets an IllegalStateException. */
  void close() {
    for (int i = 0; i < windows.length(); i++) {
      windows.set(i, null);
    }
    if (unmapping != null) {
      unmapping.clean();
    }
  }
}
