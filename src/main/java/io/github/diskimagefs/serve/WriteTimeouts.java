package io.github.diskimagefs.serve;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends writes to clients that do not read: the thread is interrupted, which closes the connection.
 */
final class WriteTimeouts {
  private final Set<PendingWrite> pending = ConcurrentHashMap.newKeySet();

  /** A write of the thread that created it. */
  final class PendingWrite implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final long started = System.nanoTime();
    private boolean done;
    private boolean interrupted;

    private PendingWrite() {}

    private synchronized void interrupt() {
      if (!done) {
        interrupted = true;
        thread.interrupt();
      }
    }

    @Override
    public void close() {
      pending.remove(this);
      synchronized (this) {
        done = true;
        if (interrupted) {
          Thread.interrupted(); // the interrupt was meant for the write alone
        }
      }
    }
  }

  /** Starts a write. */
  PendingWrite start() {
    PendingWrite write = new PendingWrite();
    pending.add(write);
    return write;
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
