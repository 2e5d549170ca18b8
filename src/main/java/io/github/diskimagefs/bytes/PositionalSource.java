package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Base class of sources that checks the arguments of reads. */
public abstract class PositionalSource implements ByteSource {

  /** For subclasses. */
  protected PositionalSource() {}

  @Override
  public final int read(long position, ByteBuffer target) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    return position >= size() ? -1 : readAt(position, target);
  }

  /**
   * Reads bytes from a position on: at most as many as {@code target} has room for, possibly fewer.
   *
   * @param position from 0 to less than {@link #size}
   * @param target has room
   * @return the count, at least 1
   * @throws IOException if the bytes cannot be read or decoded
   */
  protected abstract int readAt(long position, ByteBuffer target) throws IOException;

  /** Returns a computed extent, unless overridden. */
  @Override
  public HostExtent extent(long position, long length) throws IOException {
    return HostExtent.computed(HostExtent.clip(this, position, length));
  }
}
