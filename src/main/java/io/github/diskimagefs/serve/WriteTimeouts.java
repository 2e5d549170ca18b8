package io.github.diskimagefs.serve;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends writes to clients that do not read: the thread is interrupted, which closes the connection.
 */
final class WriteTimeouts {
  private final Set<PendingWrite> pending = ConcurrentHashMap.newKeySet();

  /** Something that writes to a client. */
  interface WriteAction {
    void run() throws IOException;
  }

  /** A write of the thread that created it. */
  private static final class PendingWrite {
    private final Thread thread = Thread.currentThread();
    private final long started = System.nanoTime();
    private boolean done;
    private boolean interrupted;

    private synchronized void interrupt() {
      if (!done) {
        interrupted = true;
        thread.interrupt();
      }
    }

    private synchronized void end() {
      done = true;
      if (interrupted) {
        Thread.interrupted(); // the interrupt was meant for the write alone
      }
    }
  }

  /** Runs an action that {@link #expire} ends if it lasts too long. */
  void write(WriteAction action) throws IOException {
    PendingWrite write = new PendingWrite();
    pending.add(write);
    try {
      action.run();
    } finally {
      pending.remove(write);
      write.end();
    }
  }

  /** Ends the writes that have lasted longer. */
  void expire(long nanos) {
    long now = System.nanoTime();
    for (PendingWrite write : pending) {
      if (now - write.started > nanos) {
        write.interrupt();
      }
    }
  }
}
