package io.github.diskimagefs;

import java.io.IOException;
import java.util.Optional;

/**
 * The common type of all errors that concern a disk image itself and not the host that stores it.
 *
 * <ul>
 *   <li>{@link UnknownFormatException}: the file is not an image.
 *   <li>{@link MalformedImageException}: the image is damaged.
 *   <li>{@link UnsupportedImageException}: the image is valid and uses a feature that is not
 *       implemented.
 *   <li>{@link NotInImageException}: the image does not have the session, view or volume that the
 *       caller chose.
 * </ul>
 *
 * <p>A missing or wrong password is a {@link java.nio.file.AccessDeniedException}.
 *
 * @since 0.1.0
 */
public abstract class ImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Path of the file that was read, or null. */
  private final String path;

  ImageException(String message) {
    super(message);
    this.path = null;
  }

  ImageException(String message, Throwable cause) {
    super(message, cause);
    this.path = null;
  }

  /** The same error with a path. */
  ImageException(ImageException error, String path) {
    super(path + ": " + error.getMessage(), error);
    this.path = path;
  }

  /**
   * Returns the path of the file or directory that was read.
   *
   * @return a path in the image; empty if the error does not concern a file alone, as when an image
   *     is opened
   */
  public final Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /**
   * Returns an error of the same type and values whose message starts with a path. This one is its
   * cause.
   *
   * @param newPath the path of a file or directory in the image
   * @return the error; this one if it has a path already
   */
  public final ImageException withPath(String newPath) {
    return path == null ? copy(newPath) : this;
  }

  abstract ImageException copy(String newPath);
}
