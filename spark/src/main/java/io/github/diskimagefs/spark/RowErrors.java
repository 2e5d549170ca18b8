package io.github.diskimagefs.spark;

import io.github.diskimagefs.ImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import org.apache.spark.TaskKilledException;

/** Errors as values of the column {@code error}, or as the end of the job. */
final class RowErrors {
  private RowErrors() {}

  /**
   * Returns the text of an error.
   *
   * @param path of the entry; null for the image itself
   * @throws IOException if the task is cancelled, or errors end the job
   */
  static String text(Exception e, SourceOptions options, String image, Path path)
      throws IOException {
    Exception error = e instanceof DirectoryIteratorException wrapped ? wrapped.getCause() : e;
    if (error instanceof TaskKilledException killed) {
      throw killed;
    }
    // The timeout of a socket is a subclass, and no sign of a cancelled task.
    if (error instanceof ClosedByInterruptException
        || error.getClass() == InterruptedIOException.class
        || Thread.currentThread().isInterrupted()) {
      throw new IOException(image + ": interrupted", error);
    }
    String text = error.getClass().getSimpleName() + ": " + error.getMessage();
    if (options.failFast()) {
      throw new IOException(image + (path == null ? "" : "!" + path) + ": " + text, error);
    }
    return text;
  }

  /** Returns whether every task that reads the image sees the same error. */
  static boolean permanent(Exception e) {
    Throwable error = e instanceof DirectoryIteratorException ? e.getCause() : e;
    return error instanceof ImageException;
  }
}
