package io.github.diskimagefs.container.udif;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.zip.Inflater;

/**
 * What a decoding thread needs and what is dear to make: an {@link Inflater} and a buffer for
 * compressed bytes. A few are kept for the whole process.
 */
final class Workbench {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int LARGEST_KEPT = 1 << 20;
  private static final ArrayBlockingQueue<Workbench> IDLE =
      new ArrayBlockingQueue<>(Math.max(16, CORES + 2));

  /**
   * Memory for decoding, in KiB: an eighth of the heap. Many threads at once wait for one another
   * here rather than fail together. No thread waits for anything else while it holds a share.
   */
  private static final int MEMORY = (int) Math.min(1 << 20, Runtime.getRuntime().maxMemory() >> 13);

  private static final Semaphore FREE = new Semaphore(MEMORY);

  private final Inflater inflater = new Inflater();

  // Off the heap: while native code holds an array of the heap no collection can run, and many
  // threads that inflate into arrays starve a small heap to death.
  private final ByteBuffer packed = ByteBuffer.allocateDirect(64 << 10);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(64 << 10);
  private byte[] buffer = new byte[256 << 10];

  private Workbench() {}

  static Workbench take() {
    Workbench idle = IDLE.poll();
    return idle == null ? new Workbench() : idle;
  }

  void giveBack() {
    inflater.reset();
    if (buffer.length > LARGEST_KEPT) {
      buffer = new byte[0];
    }
    if (!IDLE.offer(this)) {
      inflater.end();
    }
  }

  /** Fresh, for one stream. */
  Inflater inflater() {
    return inflater;
  }

  /** For the inflater's input. */
  ByteBuffer packed() {
    return packed;
  }

  /** For the inflater's output. */
  ByteBuffer plain() {
    return plain;
  }

  /** At least {@code size} bytes. */
  byte[] buffer(int size) {
    if (buffer.length < size) {
      buffer = new byte[size];
    }
    return buffer;
  }

  /** Takes a share of the memory; to be given back by {@link #release}. */
  static int reserve(long bytes) {
    int share = (int) Math.min(MEMORY, (bytes >> 10) + 1);
    FREE.acquireUninterruptibly(share);
    return share;
  }

  static void release(int share) {
    FREE.release(share);
  }
}
