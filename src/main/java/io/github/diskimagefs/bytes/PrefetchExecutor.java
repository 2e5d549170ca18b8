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

  private static final int MAX_WAITING_TASKS = 64;
  private static final ThreadPoolExecutor POOL = pool();

  private PrefetchExecutor() {}

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            COUNT,
            COUNT,
            2,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_TASKS),
            job -> {
              Thread thread = new Thread(null, job, "diskimagefs read-ahead", 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            },
            (job, executor) -> ((Job) job).rejected = true);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Decodes data that a reader may ask for later. */
  @FunctionalInterface
  public interface Task {
    /** Decodes the data; errors are ignored, because the reader meets them too. */
    void run() throws IOException;
  }

  /** A task and whether the pool rejected it: cheaper than an exception for each. */
  private static final class Job implements Runnable {
    private final Task task;
    private boolean rejected;

    Job(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      runQuietly(task);
    }
  }

  /** Runs a task on the thread of the caller, and ignores its errors. */
  static void runQuietly(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return; // see Task.run
    }
  }

  /**
   * Runs a task as soon as a thread is free.
   *
   * @return whether the task was accepted; false if too many tasks wait, no thread can be created,
   *     or there is only one core
   */
  public static boolean run(Task task) {
    if (COUNT == 1) {
      return false;
    }
    Job job = new Job(task);
    try {
      POOL.execute(job);
    } catch (OutOfMemoryError e) {
      return false; // "unable to create native thread" must not fail the reader
    }
    return !job.rejected;
  }
}
