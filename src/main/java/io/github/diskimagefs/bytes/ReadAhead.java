package io.github.diskimagefs.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Decodes chunks that a sequential reader is about to want, on spare cores. Readers that jump about
 * set nothing in motion.
 *
 * <p>All sources share a few daemon threads, which end when there is nothing to do.
 */
public final class ReadAhead implements Closeable {

  /** No chunk follows. */
  public static final long NONE = -1;

  /** Makes a chunk ready. */
  @FunctionalInterface
  public interface Preparer {
    /**
     * Decodes a chunk into its cache, if asked to.
     *
     * @return the key of the chunk that follows it, or {@link #NONE}
     */
    long prepare(long key, boolean decode) throws IOException;
  }

  /** A reader that seems to go on from chunk to chunk. */
  private static final class Trail {
    long expected = NONE;
    int steps;
    long horizon = NONE;
    int ahead;
  }

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int TRAILS = 4;
  private static final int STEPS_BEFORE = 2;
  private static final ThreadPoolExecutor POOL = pool();

  private final long bytesAhead;
  private final Preparer preparer;
  private final Trail[] trails = new Trail[TRAILS];
  private int victim;
  private volatile boolean closed;

  /**
   * Creates a read-ahead for one source.
   *
   * @param bytesAhead bound on what is decoded and not yet asked for, for each reader
   */
  public ReadAhead(long bytesAhead, Preparer preparer) {
    this.bytesAhead = bytesAhead;
    this.preparer = preparer;
    for (int i = 0; i < TRAILS; i++) {
      trails[i] = new Trail();
    }
  }

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            CORES,
            CORES,
            2,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(4 * CORES),
            task -> {
              Thread thread = new Thread(null, task, "diskimagefs read-ahead", 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Says that a reader wants a chunk now.
   *
   * @param size its decoded bytes
   */
  public void touched(long key, long size) throws IOException {
    int depth = (int) Math.min(2L * CORES, bytesAhead / Math.max(size, 1));
    if (CORES == 1 || depth == 0 || closed) {
      return;
    }
    long next = preparer.prepare(key, false);
    long[] wanted = new long[depth];
    int count = 0;
    synchronized (this) {
      Trail trail = trail(key);
      trail.expected = next;
      if (++trail.steps < STEPS_BEFORE || next == NONE) {
        return;
      }
      if (trail.ahead > 0) {
        trail.ahead--;
      }
      if (trail.ahead == 0) {
        trail.horizon = key;
      }
      while (trail.ahead < depth) {
        long following = preparer.prepare(trail.horizon, false);
        if (following == NONE) {
          break;
        }
        trail.horizon = following;
        trail.ahead++;
        wanted[count++] = following;
      }
    }
    for (int i = 0; i < count; i++) {
      long following = wanted[i];
      POOL.execute(() -> run(following));
    }
  }

  /** The trail that expected this chunk, or one that begins with it. */
  private Trail trail(long key) {
    for (Trail trail : trails) {
      if (trail.expected == key) {
        return trail;
      }
    }
    Trail trail = trails[victim];
    victim = (victim + 1) % TRAILS;
    trail.steps = 0;
    trail.ahead = 0;
    trail.horizon = NONE;
    return trail;
  }

  private void run(long key) {
    if (closed) {
      return;
    }
    try {
      preparer.prepare(key, true);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Whoever wants the chunk meets the fault, if it is one.
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
