package io.github.diskimagefs.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Copies that two threads make: a worker, and the caller when the queue is full or must become
 * empty. Their results are handled by the caller, in the order in which the copies were added.
 */
final class CopyQueue implements AutoCloseable {
  /** Enough that neither thread waits for the other while files are small. */
  private static final int MAX_WAITING = 64;

  private final FileCopier callers;
  private final FileCopier workers;
  private final Consumer<Copy> result;
  private final BlockingQueue<Copy> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Deque<Copy> added = new ArrayDeque<>();
  private final Thread worker = new Thread(this::work, "copy");

  /**
   * Creates an empty queue.
   *
   * @param callers copies files on the caller's thread
   * @param workers copies files on the other thread
   * @param result handles a copy that has ended
   */
  CopyQueue(FileCopier callers, FileCopier workers, Consumer<Copy> result) {
    this.callers = callers;
    this.workers = workers;
    this.result = result;
    worker.setDaemon(true);
  }

  /** A copy of one file. */
  final class Copy extends FutureTask<Boolean> {
    private final CopyRequest request;

    private Copy(CopyRequest request) {
      super(() -> copier().copy(request));
      this.request = request;
    }

    /** Returns the file to copy. */
    CopyRequest request() {
      return request;
    }

    /**
     * Returns the result of {@link FileCopier#copy}; waits for it.
     *
     * @throws IOException if the copy has failed
     */
    boolean isCopied() throws IOException {
      try {
        return get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) e.getCause();
      }
    }
  }

  private FileCopier copier() {
    return Thread.currentThread() == worker ? workers : callers;
  }

  /** Adds a copy. If too many copies wait, the caller makes one of them. */
  void add(CopyRequest request) {
    if (worker.getState() == Thread.State.NEW) {
      worker.start();
    }
    Copy copy = new Copy(request);
    added.add(copy);
    while (!waiting.offer(copy)) {
      Copy first = waiting.poll();
      if (first != null) {
        first.run();
      }
    }
    while (!added.isEmpty() && added.element().isDone()) {
      result.accept(added.remove());
    }
  }

  /** Makes all copies that wait, and handles all results. */
  void drain() {
    while (!added.isEmpty()) {
      Copy copy = waiting.poll();
      if (copy != null) {
        copy.run();
      } else {
        result.accept(added.remove());
      }
    }
  }

  private void work() {
    try {
      while (true) {
        waiting.take().run();
      }
    } catch (InterruptedException e) {
      // The queue is closed.
    }
  }

  /** Ends the worker. Copies that {@link #drain} has not made are not made. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
