package io.github.diskimagefs.bytes;

import java.nio.ByteBuffer;

/** Zero bytes, for sparse parts of files and digital silence. */
public final class ZeroSource extends PositionalSource {
  private final long size;

  /** Creates a source of {@code size} zeros. */
  public ZeroSource(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    this.size = size;
  }

  @Override
  public long hole(long position) {
    return Math.max(0, size() - position);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) {
    return fill(target, size - position);
  }

  /**
   * Puts at most {@code max} zeros into a buffer, as many as it has room for.
   *
   * @return the count
   */
  public static int fill(ByteBuffer target, long max) {
    int count = (int) Math.min(target.remaining(), max);
    int left = count;
    for (; left >= Long.BYTES; left -= Long.BYTES) {
      target.putLong(0);
    }
    for (; left > 0; left--) {
      target.put((byte) 0);
    }
    return count;
  }
}
