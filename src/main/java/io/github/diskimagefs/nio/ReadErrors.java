package io.github.diskimagefs.nio;

import io.github.diskimagefs.ImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;

/** Adds the path of the file that is read to an error of reading it. */
final class ReadErrors {
  private ReadErrors() {}

  /**
   * Returns the error to throw in place of another one: of the same type if that is an {@link
   * ImageException}, else a {@link FileSystemException}. Errors that have a path, and errors of
   * closed channels, stay unchanged, because callers catch them by type.
   */
  static IOException of(Object path, IOException error) {
    if (error instanceof ImageException image) {
      return image.withPath(path.toString());
    }
    if (error instanceof FileSystemException
        || error instanceof ClosedChannelException
        || error instanceof InterruptedIOException) {
      return error;
    }
    String reason = error.getMessage() == null ? error.toString() : error.getMessage();
    FileSystemException named = new FileSystemException(path.toString(), null, reason);
    named.initCause(error);
    return named;
  }
}
