package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** A shared {@link Arena}: memory mappings that end when it is closed. */
public final class ForeignArena {
  private final Arena arena;

  private ForeignArena(Arena arena) {
    this.arena = arena;
  }

  /** Creates an arena; returns null if the runtime has no shared arenas. */
  static ForeignArena ofShared() {
    try {
      return new ForeignArena(Arena.ofShared());
    } catch (UnsupportedOperationException e) {
      return null;
    }
  }

  /** Maps for reading; throws {@code IllegalStateException} once this arena is closed. */
  ByteBuffer map(FileChannel channel, long offset, long length) throws IOException {
    return channel.map(MapMode.READ_ONLY, offset, length, arena).asByteBuffer();
  }

  /**
   * Maps for reading, into an arena of the caller.
   *
   * @param arena a {@code java.lang.foreign.Arena}
   * @return a {@code java.lang.foreign.MemorySegment}
   * @throws UnsupportedOperationException if the channel cannot map so
   */
  public static Object map(FileChannel channel, long offset, long length, Object arena)
      throws IOException {
    return channel.map(MapMode.READ_ONLY, offset, length, (Arena) arena);
  }

  /** Unmaps everything; a concurrent reader gets an {@code IllegalStateException}. */
  void close() {
    arena.close();
  }
}
