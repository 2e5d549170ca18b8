package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Decoding ahead of readers, on as many daemon threads as there are cores. All images share the
 * threads, which end when they are idle.
 */
public final class PrefetchExecutor {
  /** Number of cores; with a single one nothing is decoded ahead. */
  public static final int COUNT = Runtime.getRuntime().availableProcessors();

  private static final int WAITING = 64;
  private static final ThreadPoolExecutor POOL = pool();

  private PrefetchExecutor() {}

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            COUNT,
            COUNT,
            2,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
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

  /** Decodes data that a reader may ask for later. */
  @FunctionalInterface
  public interface Task {
    /** Decodes the data; errors are ignored, because the reader meets them too. */
    void run() throws IOException;
  }

  private static void quietly(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return; // as above
    }
  }

  /** Runs a task when a thread is free; drops it if too many wait or no thread can be created. */
  public static void run(Task task) {
    if (COUNT > 1) {
      try {
        POOL.execute(() -> quietly(task));
      } catch (OutOfMemoryError e) {
        return; // "unable to create native thread" must not fail the reader
      }
    }
  }
}
