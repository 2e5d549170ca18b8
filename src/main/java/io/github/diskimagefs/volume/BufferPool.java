package io.github.diskimagefs.volume;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Pool of buffers for reading directories: a walk needs as many as its tree is deep, not as many as
 * it has directories.
 */
public final class BufferPool {
  private static final int MAX_IDLE = 4;

  private final int size;
  private final AtomicReferenceArray<byte[]> idle = new AtomicReferenceArray<>(MAX_IDLE);

  /** Creates a pool of buffers of {@code size} bytes. */
  public BufferPool(int size) {
    this.size = size;
  }

  /** Bytes of each buffer. */
  public int size() {
    return size;
  }

  /** Returns a buffer for the caller alone, with arbitrary content. */
  public byte[] take() {
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.get(i) != null) {
        byte[] buffer = idle.getAndSet(i, null);
        if (buffer != null) {
          return buffer;
        }
      }
    }
    return new byte[size];
  }

  /** Takes a buffer back, of which the caller keeps no part. */
  public void giveBack(byte[] buffer) {
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}
