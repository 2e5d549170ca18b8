package io.github.diskimagefs.serve;

import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** Errors as a status and one line of text. */
final class ErrorText {
  private ErrorText() {}

  /** Returns the status for an error before the answer has started. */
  static int status(Exception e) {
    if (e instanceof HttpFailure failure) {
      return failure.status();
    }
    if (e instanceof NoSuchFileException
        || e instanceof NotDirectoryException
        || e instanceof NotLinkException
        || e instanceof FileSystemLoopException
        || e instanceof NotInImageException
        || e instanceof InvalidPathException) {
      return HttpFailure.NOT_FOUND;
    }
    if (e instanceof AccessDeniedException) {
      return HttpFailure.FORBIDDEN;
    }
    if (e instanceof UnknownFormatException || e instanceof UnsupportedImageException) {
      return HttpFailure.UNSUPPORTED_MEDIA_TYPE;
    }
    return e instanceof IllegalArgumentException
        ? HttpFailure.BAD_REQUEST
        : HttpFailure.SERVER_ERROR;
  }

  /** Returns the message. */
  static String of(Exception e) {
    if (e instanceof NoSuchFileException || e instanceof InvalidPathException) {
      return "no such file or folder";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof FileSystemLoopException) {
      return "too many symbolic links";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied: the password is missing or wrong";
    }
    String message = e.getMessage();
    boolean known =
        e instanceof HttpFailure
            || e instanceof ImageException
            || e instanceof IllegalArgumentException
            || e instanceof IOException;
    return known && message != null && !message.isEmpty() ? message : e.getClass().getSimpleName();
  }
}
