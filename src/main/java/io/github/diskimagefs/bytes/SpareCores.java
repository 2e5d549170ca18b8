package io.github.diskimagefs.bytes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that nobody waits for, on as many daemon threads as there are cores. All images share them;
 * they end when there is nothing to do.
 */
public final class SpareCores {
  /** The number of cores; with one alone none is to spare. */
  public static final int COUNT = Runtime.getRuntime().availableProcessors();

  private static final int WAITING = 64;
  private static final ThreadPoolExecutor POOL = pool();

  private SpareCores() {}

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

  /** Runs a task when a core is free; never, if too many wait already or threads are scarce. */
  public static void run(Runnable task) {
    if (COUNT > 1) {
      try {
        POOL.execute(task);
      } catch (OutOfMemoryError e) {
        return; // "unable to create native thread" is no fault of whoever reads
      }
    }
  }
}
