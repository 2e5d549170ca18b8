package io.github.diskimagefs.bytes;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A shared {@code java.lang.foreign.Arena}: memory mappings that end when it is closed.
 *
 * <p>This class is the one for runtimes before JDK 21, which have no arenas. The jar holds another
 * in {@code META-INF/versions/21} (source folder {@code java21}), with the same methods.
 */
@SuppressWarnings("DoNotCallSuggester") // the methods of the other class do something
public final class ForeignArena {
  private ForeignArena() {}

  /** Creates an arena; returns null if the runtime has no shared arenas. */
  static ForeignArena ofShared() {
    return null;
  }

  /** Maps for reading; throws {@code IllegalStateException} once this arena is closed. */
  ByteBuffer map(FileChannel channel, long offset, long length) {
    throw noArenas();
  }

  /**
   * Maps for reading, into an arena of the caller.
   *
   * @param arena a {@code java.lang.foreign.Arena}
   * @return a {@code java.lang.foreign.MemorySegment}
   * @throws UnsupportedOperationException if the channel cannot map so, or the runtime has no
   *     arenas
   */
  public static Object map(FileChannel channel, long offset, long length, Object arena) {
    throw noArenas();
  }

  /** Unmaps everything; a concurrent reader gets an {@code IllegalStateException}. */
  void close() {
    throw noArenas();
  }

  private static UnsupportedOperationException noArenas() {
    return new UnsupportedOperationException("java.lang.foreign.Arena");
  }
}
