package io.github.diskimagefs.container.udif;

import java.util.concurrent.Semaphore;

/**
 * Memory that all decoding threads of the process share: an eighth of the heap. If it is in use,
 * threads wait for one another instead of running out of memory together.
 *
 * <p>A thread waits for nothing else while it holds a share, so that shares are always returned.
 */
final class DecoderMemory {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final int TOTAL_KIB =
      (int) Math.min(1 << 20, Runtime.getRuntime().maxMemory() >> 13);

  private static final Semaphore FREE_KIB = new Semaphore(TOTAL_KIB);

  private DecoderMemory() {}

  /** Returns how many decoders that each need so many bytes may exist at once, at least one. */
  static int maxDecoders(long bytes) {
    return (int) Math.max(1, Math.min(CORES + 1L, ((long) TOTAL_KIB << 10) / Math.max(1, bytes)));
  }

  /** Waits for a share of the memory, all of it at most; the caller must {@link #release} it. */
  static int reserve(long bytes) {
    int share = (int) Math.min(TOTAL_KIB, (bytes >> 10) + 1);
    FREE_KIB.acquireUninterruptibly(share);
    return share;
  }

  /** Returns a share that {@link #reserve} gave. */
  static void release(int share) {
    FREE_KIB.release(share);
  }
}
