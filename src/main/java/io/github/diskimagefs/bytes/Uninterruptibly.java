package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Work done in a thread of its own, which nobody interrupts for nobody knows it.
 *
 * <p>Whoever is interrupted again and again brings no channel's read to its end, but can wait for
 * another thread to do so.
 *
 * @param <T> what comes of it
 */
final class Uninterruptibly<T> implements Runnable {

  /** What is to be done. */
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
   * Does the work and waits for its end, through any number of interrupts.
   *
   * @throws IOException whatever the work throws
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
