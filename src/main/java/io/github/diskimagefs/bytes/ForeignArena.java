package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A shared {@code java.lang.foreign.Arena}, reached without being compiled against. */
public final class ForeignArena {
  private static final MethodHandle OF_SHARED;
  private static final MethodHandle MAP;
  private static final MethodHandle AS_BUFFER;
  private static final MethodHandle CLOSE;

  static {
    MethodHandle ofShared = null;
    MethodHandle map = null;
    MethodHandle asBuffer = null;
    MethodHandle close = null;
    if (Runtime.version().feature() >= 22) {
      try {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        MethodType mapType =
            MethodType.methodType(
                segment, FileChannel.MapMode.class, long.class, long.class, arena);
        map =
            lookup
                .findVirtual(FileChannel.class, "map", mapType)
                .asType(
                    MethodType.methodType(
                        Object.class,
                        FileChannel.class,
                        FileChannel.MapMode.class,
                        long.class,
                        long.class,
                        Object.class));
        asBuffer =
            lookup
                .findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class))
                .asType(MethodType.methodType(ByteBuffer.class, Object.class));
        close =
            lookup
                .findVirtual(arena, "close", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class, Object.class));
        ofShared =
            lookup
                .findStatic(arena, "ofShared", MethodType.methodType(arena))
                .asType(MethodType.methodType(Object.class));
      } catch (ReflectiveOperationException e) {
        ofShared = null; // the plain mapping serves
      }
    }
    OF_SHARED = ofShared;
    MAP = map;
    AS_BUFFER = asBuffer;
    CLOSE = close;
  }

  private final Object arena;

  private ForeignArena(Object arena) {
    this.arena = arena;
  }

  /** A new arena, or null on a runtime without them. */
  static ForeignArena ofShared() {
    if (OF_SHARED == null) {
      return null;
    }
    try {
      return new ForeignArena((Object) OF_SHARED.invokeExact());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Arena.ofShared", e);
    }
  }

  /** Maps for reading; {@code IllegalStateException} once this is closed. */
  ByteBuffer map(FileChannel channel, long offset, long length) throws IOException {
    Object segment = map(channel, offset, length, arena);
    try {
      return (ByteBuffer) AS_BUFFER.invokeExact(segment);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("MemorySegment.asByteBuffer", e);
    }
  }

  /**
   * Maps for reading, for somebody else's arena.
   *
   * @param arena a {@code java.lang.foreign.Arena}
   * @return a {@code java.lang.foreign.MemorySegment}
   * @throws UnsupportedOperationException if the channel cannot, or the runtime knows no arenas
   */
  public static Object map(FileChannel channel, long offset, long length, Object arena)
      throws IOException {
    if (MAP == null) {
      throw new UnsupportedOperationException("java.lang.foreign.Arena");
    }
    try {
      return (Object)
          MAP.invokeExact(channel, FileChannel.MapMode.READ_ONLY, offset, length, arena);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("map", e);
    }
  }

  /** Unmaps everything. A reader that is just copying is thrown out. */
  void close() {
    try {
      CLOSE.invokeExact(arena);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Arena.close", e);
    }
  }
}
