package io.github.diskimagefs.volume;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One buffer that is handed from a directory read to its end to the next one opened: a walk needs
 * as many as its tree is deep, not as many as it has directories.
 */
public final class SpareBuffer {
  private final int size;
  private final AtomicReference<byte[]> idle = new AtomicReference<>();

  /** Creates one that makes buffers of {@code size} bytes. */
  public SpareBuffer(int size) {
    this.size = size;
  }

  /** Bytes of each buffer. */
  public int size() {
    return size;
  }

  /** A buffer for the caller alone; what is in it is left from others. */
  public byte[] take() {
    byte[] buffer = idle.getAndSet(null);
    return buffer == null ? new byte[size] : buffer;
  }

  /** Takes a buffer back, of which the caller keeps no part. */
  public void giveBack(byte[] buffer) {
    idle.lazySet(buffer);
  }
}
