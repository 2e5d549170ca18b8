package io.github.diskimagefs.codec;

/** The error of Zstandard data that are damaged; its decoder adds the place. */
final class ZstdException extends Exception {
  private static final long serialVersionUID = 1L;

  ZstdException(String message) {
    super(message);
  }

  ZstdException(String message, Throwable cause) {
    super(message, cause);
  }
}
