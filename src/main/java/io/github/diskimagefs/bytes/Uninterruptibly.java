package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Runs I/O on a private daemon thread, so that an interrupt of the caller cannot close the channel.
 *
 * @param <T> type of the result
 */
final class Uninterruptibly<T> implements Runnable {

  /** The work to run. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException;
  }

  private final Work<T> work;
  private T result;
  private Throwable error;

  private Uninterruptibly(Work<T> work) {
    this.work = work;
  }

  /**
   * Runs the work and waits for its end, however often the caller is interrupted.
   *
   * @throws IOException the exception of the work
   */
  static <T> T call(Work<T> work) throws IOException {
    Uninterruptibly<T> undisturbed = new Uninterruptibly<>(work);
    Thread thread = new Thread(null, undisturbed, "diskimagefs undisturbed", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    await(thread);
    return undisturbed.outcome();
  }

  @Override
  public void run() {
    try {
      result = work.done();
    } catch (IOException | RuntimeException | Error e) {
      error = e;
    }
  }

  private static void await(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private T outcome() throws IOException {
    if (error instanceof IOException e) {
      throw e;
    }
    if (error instanceof RuntimeException e) {
      throw e;
    }
    if (error instanceof Error e) {
      throw e;
    }
    return result;
  }
}
