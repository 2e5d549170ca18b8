package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that nobody waits for, on as many daemon threads as there are cores. All images share them;
 * they end when there is nothing to do.
 */
public final class PrefetchExecutor {
  /** The number of cores; with one alone none is to spare. */
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

  /** Makes ready what somebody may ask for later. */
  @FunctionalInterface
  public interface Task {
    /** Does it; whoever asks for it meets the fault, if there is one. */
    void run() throws IOException;
  }

  private static void quietly(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return; // as above
    }
  }

  /** Runs a task when a core is free; never, if too many wait already or threads are scarce. */
  public static void run(Task task) {
    if (COUNT > 1) {
      try {
        POOL.execute(() -> quietly(task));
      } catch (OutOfMemoryError e) {
        return; // "unable to create native thread" is no fault of whoever reads
      }
    }
  }
}
