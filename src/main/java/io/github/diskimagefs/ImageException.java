package io.github.diskimagefs;

import java.io.IOException;

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

  ImageException(String message) {
    super(message);
  }

  ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
