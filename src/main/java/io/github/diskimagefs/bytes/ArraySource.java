package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes held in memory. */
public final class ArraySource implements ByteSource {
  private final byte[] bytes;

  /** Keeps {@code bytes}, which nobody may change from now on. */
  public ArraySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= bytes.length) {
      return -1;
    }
    int count = Math.min(target.remaining(), bytes.length - (int) position);
    target.put(bytes, (int) position, count);
    return count;
  }

  @Override
  public HostRun run(long position, long length) throws IOException {
    return HostRun.computed(HostRun.clip(this, position, length));
  }
}
