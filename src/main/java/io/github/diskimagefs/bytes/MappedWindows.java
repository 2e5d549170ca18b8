package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A file mapped in windows of 1 GiB, each when it is first read.
 *
 * <p>Where the runtime has {@code java.lang.foreign.Arena} (JDK 22 and later) closing unmaps at
 * once; before that the collector unmaps some time after. It does so too for what is forgotten
 * without being closed, so who reads a window keeps this reachable meanwhile.
 */
final class MappedWindows {
  private static final int SHIFT = 30;
  private static final long WINDOW = 1L << SHIFT;

  /** Address space has its end: larger files are read by position. */
  private static final long MAX_FILE_BYTES = 1L << 44;

  /** In the place of a window that the host will not map. */
  private static final ByteBuffer REFUSED = ByteBuffer.allocate(0);

  private final AtomicReferenceArray<ByteBuffer> windows;
  private final HostChannel channel;
  private final ForeignArena arena;
  private final Cleaner.Cleanable unmapping;

  /** A thread that starts when it is first needed. */
  private static final class Forgotten {
    static final Cleaner CLEANER = Cleaner.create();
  }

  private MappedWindows(HostChannel channel) {
    this.channel = channel;
    this.windows = new AtomicReferenceArray<>((int) ((channel.size() + WINDOW - 1) >>> SHIFT));
    this.arena = ForeignArena.ofShared();
    this.unmapping = arena == null ? null : Forgotten.CLEANER.register(this, arena::close);
  }

  /** The windows of a channel's file, none mapped yet; null where there can be none. */
  static MappedWindows of(HostChannel channel) {
    return channel.size() == 0 || channel.size() > MAX_FILE_BYTES
        ? null
        : new MappedWindows(channel);
  }

  /** The window that holds a position; null where it cannot be mapped. */
  ByteBuffer at(long position) throws IOException {
    int index = (int) (position >>> SHIFT);
    ByteBuffer window = windows.get(index);
    if (window == null) {
      window = map(index);
    }
    return window.limit() == 0 ? null : window;
  }

  /** Where in its window a position lies. */
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
          // A channel of another provider, which knows the older way only, if any.
        }
      }
      return file.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (java.nio.channels.ClosedChannelException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      return null; // no mapping here; positional reads will do, or say what is wrong
    }
  }

  /** Unmaps at once where the runtime can. A reader inside gets an IllegalStateException. */
  void close() {
    for (int i = 0; i < windows.length(); i++) {
      windows.set(i, null);
    }
    if (unmapping != null) {
      unmapping.clean();
    }
  }
}
