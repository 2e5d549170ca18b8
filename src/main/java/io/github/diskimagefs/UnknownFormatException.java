package io.github.diskimagefs;

/**
 * The error of opening a file that is not a disk image of a known format. Providers decline such a
 * file, so that {@link java.nio.file.FileSystems} asks the next one; {@link DiskImages} and URIs
 * throw this exception.
 *
 * @since 0.1.0
 */
public class UnknownFormatException extends ImageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the file's name, and its kind where that is known
   */
  public UnknownFormatException(String message) {
    super(message);
  }

  private UnknownFormatException(UnknownFormatException error, String path) {
    super(error, path);
  }

  @Override
  final ImageException copy(String newPath) {
    return new UnknownFormatException(this, newPath);
  }
}
