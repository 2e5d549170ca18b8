package io.github.diskimagefs.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Errors as one line of text. */
final class Failure {
  /** The exceptions of NIO hold a file's name; only their type says what happened. */
  private static final Map<Class<? extends FileSystemException>, String> MEANINGS =
      Map.of(
          NoSuchFileException.class, "no such file or folder",
          NotDirectoryException.class, "not a folder",
          FileAlreadyExistsException.class, "exists already",
          DirectoryNotEmptyException.class, "folder is not empty",
          FileSystemLoopException.class, "too many symbolic links",
          AccessDeniedException.class, "access denied");

  /** Ends the message about an encrypted image that is opened without a password. */
  private static final String PASSWORD = "needs a password";

  private Failure() {}

  static String inOneLine(Throwable thrown) {
    Throwable e = thrown;
    while ((e instanceof UncheckedIOException || e instanceof DirectoryIteratorException)
        && e.getCause() != null) {
      e = e.getCause();
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      String meaning = MEANINGS.get(e.getClass());
      if (meaning != null) {
        return DisplayText.oneLine(file.getFile() + ": " + meaning);
      }
    }
    String message = e.getMessage();
    if (e instanceof AccessDeniedException && message != null && message.endsWith(PASSWORD)) {
      message += " (--ask-password asks for it)";
    }
    return DisplayText.oneLine(
        message == null || message.isEmpty() ? e.getClass().getSimpleName() : message);
  }
}
