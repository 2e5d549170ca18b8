package io.github.diskimagefs.bytes;

import java.nio.ByteBuffer;

/** Bytes held in memory. */
public final class ArraySource extends PositionalSource {
  private final byte[] bytes;

  /** Keeps {@code bytes}, which the caller may not change from now on. */
  public ArraySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) {
    int count = Math.min(target.remaining(), bytes.length - (int) position);
    target.put(bytes, (int) position, count);
    return count;
  }
}
