package io.github.diskimagefs.volume.iso9660;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One buffer that is handed from a directory read to its end to the next one opened: a walk needs
 * as many as its tree is deep, not as many as it has directories.
 */
final class Spare {
  private final int size;
  private final AtomicReference<byte[]> idle = new AtomicReference<>();

  Spare(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /** A buffer for the caller alone; what is in it is left from others. */
  byte[] take() {
    byte[] buffer = idle.getAndSet(null);
    return buffer == null ? new byte[size] : buffer;
  }

  /** Takes a buffer back, of which the caller keeps no part. */
  void giveBack(byte[] buffer) {
    idle.lazySet(buffer);
  }
}
