package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A file mapped in windows of 1 GiB, each when it is first read.
 *
 * <p>Where the runtime has {@code java.lang.foreign.Arena} (JDK 22 and later) closing unmaps at
 * once; before that the collector unmaps some time after.
 */
final class MappedWindows {

  /** Maps one window. */
  @FunctionalInterface
  interface Mapper {
    ByteBuffer map(long offset, long length) throws IOException;
  }

  private static final int SHIFT = 30;
  private static final long WINDOW = 1L << SHIFT;

  private final AtomicReferenceArray<ByteBuffer> windows;
  private final long size;
  private final AutoCloseable arena;

  private MappedWindows(long size) {
    this.size = size;
    this.windows = new AtomicReferenceArray<>(Math.toIntExact((size + WINDOW - 1) >>> SHIFT));
    this.arena = Foreign.newArena();
  }

  /** The windows of a channel's file, or null where it cannot be mapped. */
  static MappedWindows of(SeekableByteChannel channel, long size) throws IOException {
    if (!(channel instanceof FileChannel file) || size == 0) {
      return null;
    }
    MappedWindows windows = new MappedWindows(size);
    try {
      windows.windows.set(0, windows.map(file, 0, Math.min(size, WINDOW)));
      return windows;
    } catch (UnsupportedOperationException | IOException e) {
      windows.close();
      return null; // no mapping here; positional reads will do, or say what is wrong
    }
  }

  ByteBuffer at(long position, Mapper mapper) throws IOException {
    int index = (int) (position >>> SHIFT);
    ByteBuffer window = windows.get(index);
    if (window == null) {
      long offset = (long) index << SHIFT;
      window = mapper.map(offset, Math.min(WINDOW, size - offset));
      windows.compareAndSet(index, null, window);
    }
    return window;
  }

  int offset(long position) {
    return (int) (position & (WINDOW - 1));
  }

  ByteBuffer map(FileChannel channel, long offset, long length) throws IOException {
    return arena == null
        ? channel.map(FileChannel.MapMode.READ_ONLY, offset, length)
        : Foreign.map(channel, offset, length, arena);
  }

  void close() throws IOException {
    for (int i = 0; i < windows.length(); i++) {
      windows.set(i, null);
    }
    if (arena != null) {
      try {
        arena.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("unmap", e);
      }
    }
  }

  /** {@code java.lang.foreign}, reached without being compiled against. */
  private static final class Foreign {
    private static final MethodHandle NEW_ARENA;
    private static final MethodHandle MAP;
    private static final MethodHandle AS_BUFFER;

    static {
      MethodHandle newArena = null;
      MethodHandle map = null;
      MethodHandle asBuffer = null;
      if (Runtime.version().feature() >= 22) {
        try {
          MethodHandles.Lookup lookup = MethodHandles.publicLookup();
          Class<?> arena = Class.forName("java.lang.foreign.Arena");
          Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
          MethodHandle shared = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
          map =
              lookup.findVirtual(
                  FileChannel.class,
                  "map",
                  MethodType.methodType(
                      segment, FileChannel.MapMode.class, long.class, long.class, arena));
          asBuffer =
              lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
          newArena = shared;
        } catch (ReflectiveOperationException e) {
          newArena = null; // the plain mapping serves
        }
      }
      NEW_ARENA = newArena;
      MAP = map;
      AS_BUFFER = asBuffer;
    }

    static AutoCloseable newArena() {
      if (NEW_ARENA == null) {
        return null;
      }
      try {
        return (AutoCloseable) NEW_ARENA.invoke();
      } catch (Throwable e) {
        throw new IllegalStateException("Arena.ofShared", e);
      }
    }

    static ByteBuffer map(FileChannel channel, long offset, long length, AutoCloseable arena)
        throws IOException {
      try {
        Object segment = MAP.invoke(channel, FileChannel.MapMode.READ_ONLY, offset, length, arena);
        return (ByteBuffer) AS_BUFFER.invoke(segment);
      } catch (IOException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IOException("map", e);
      }
    }
  }
}
