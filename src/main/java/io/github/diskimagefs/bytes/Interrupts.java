package io.github.diskimagefs.bytes;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Recognises exceptions that an interrupt of the reading thread has caused. */
final class Interrupts {
  private static final int MAX_CAUSES = 8;

  private Interrupts() {}

  /**
   * Returns whether this thread was interrupted and an exception may report it; clears the flag.
   */
  static boolean caused(Throwable e) {
    boolean interrupted = Thread.interrupted();
    Throwable cause = e;
    for (int i = 0; i < MAX_CAUSES && cause != null && !interrupted; i++) {
      interrupted =
          cause instanceof InterruptedException
              || cause instanceof ClosedByInterruptException
              || (cause instanceof InterruptedIOException
                  && !(cause instanceof SocketTimeoutException));
      cause = cause.getCause();
    }
    return interrupted;
  }
}
