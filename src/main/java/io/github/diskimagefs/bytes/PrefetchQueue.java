package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The chunks of a source that readers are expected to need, each listed once, in the order in which
 * they were announced. Background workers decode them, one fewer than there are cores; the reader
 * uses the last core. A reader that would wait for a chunk that another thread decodes takes the
 * next one of the queue instead.
 *
 * <p>The lock of this object is innermost: chunks are decoded without it.
 */
public final class PrefetchQueue {
  /** Chunks listed at most if they are large: a few for each of the usual numbers of cores. */
  private static final int MAX_LARGE_CHUNKS = 16;

  /** Decoded bytes of the chunks listed at most if they are small: 16 usual runs of UDIF. */
  private static final long MAX_SMALL_CHUNK_BYTES = 4 << 20;

  /** Chunks that a worker decodes before tasks of other images that wait get its thread. */
  private static final int MAX_CHUNKS_A_TASK = 32;

  private record Expected(long bytes, PrefetchExecutor.Task decoding) {}

  private final long maxBytes;
  private final int maxWorkers;
  private final Predicate<PrefetchExecutor.Task> executor;
  private final Map<Long, Expected> expected = new LinkedHashMap<>();
  private long expectedBytes;
  private int workers;
  private boolean closed;

  /**
   * Creates an empty queue.
   *
   * @param cache holds the decoded chunks, of which the listed ones may fill a quarter, or a single
   *     one half
   */
  public PrefetchQueue(ChunkCache cache) {
    this(cache.bound() / 4, PrefetchExecutor.COUNT - 1, PrefetchExecutor::run);
  }

  /** As {@link #PrefetchQueue(ChunkCache)}; the executor returns whether it accepted the task. */
  PrefetchQueue(long maxBytes, int maxWorkers, Predicate<PrefetchExecutor.Task> executor) {
    this.maxBytes = maxBytes;
    this.maxWorkers = maxWorkers;
    this.executor = executor;
  }

  /**
   * Lists a chunk after all others, unless it is listed already.
   *
   * @param chunk number of the chunk
   * @param bytes of the chunk when decoded
   * @param decoding decodes the chunk into the cache; does nothing if the chunk is there or another
   *     thread is decoding it
   * @return whether it is listed; false if the queue is full or closed, or there is a single core
   */
  public boolean offer(long chunk, long bytes, PrefetchExecutor.Task decoding) {
    boolean listed;
    synchronized (this) {
      listed = expected.containsKey(chunk) || add(chunk, bytes, decoding);
      if (expected.isEmpty() || workers == maxWorkers) {
        return listed;
      }
      workers++; // also for a list that the executor had no thread for before
    }
    submit();
    return listed;
  }

  private boolean add(long chunk, long bytes, PrefetchExecutor.Task decoding) {
    if (closed || maxWorkers == 0 || !hasRoom(bytes)) {
      return false;
    }
    expected.put(chunk, new Expected(bytes, decoding));
    expectedBytes += bytes;
    return true;
  }

  private boolean hasRoom(long bytes) {
    if (expected.isEmpty()) {
      return bytes / 2 <= maxBytes; // a long chunk, such as a block of xz
    }
    long sum = expectedBytes + bytes;
    return sum <= maxBytes && (expected.size() < MAX_LARGE_CHUNKS || sum <= MAX_SMALL_CHUNK_BYTES);
  }

  /** Removes a chunk from the list, because the caller decodes it. */
  public synchronized void remove(long chunk) {
    Expected removed = expected.remove(chunk);
    if (removed != null) {
      expectedBytes -= removed.bytes;
    }
  }

  /**
   * Decodes the chunk listed first, on the thread of the caller; returns false if there is none.
   */
  public boolean decodeNext() {
    Expected next;
    synchronized (this) {
      next = poll();
    }
    if (next == null) {
      return false;
    }
    PrefetchExecutor.runQuietly(next.decoding);
    return true;
  }

  private Expected poll() {
    Iterator<Expected> first = expected.values().iterator();
    if (!first.hasNext()) {
      return null;
    }
    Expected next = first.next();
    first.remove();
    expectedBytes -= next.bytes;
    return next;
  }

  private void submit() {
    if (!executor.test(this::work)) {
      leave();
    }
  }

  private synchronized void leave() {
    workers--;
  }

  /** Decodes chunks until none is listed. */
  private void work() throws IOException {
    boolean working = true;
    try {
      for (int count = 0; count < MAX_CHUNKS_A_TASK; count++) {
        Expected next;
        synchronized (this) {
          next = poll();
          if (next == null) {
            working = false;
            workers--; // under the lock, so that the next chunk listed gets a worker
            return;
          }
        }
        PrefetchExecutor.runQuietly(next.decoding);
      }
      working = false;
    } finally {
      if (working) {
        leave(); // an error ends this worker
      }
    }
    submit();
  }

  /** Forgets all chunks; further ones are ignored. */
  public synchronized void close() {
    closed = true;
    expected.clear();
    expectedBytes = 0;
  }
}
