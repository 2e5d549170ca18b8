package io.github.diskimagefs;

/**
 * The error of choosing a session, view, volume or URI scheme that the image does not have.
 *
 * @since 0.1.0
 */
public class NotInImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Key of the option, or {@code scheme}. */
  private final String choice;

  /** Value that was chosen. */
  private final String value;

  /**
   * Creates the exception.
   *
   * @param choice key of the option, as {@code session}, or {@code scheme}
   * @param value the value that the caller chose
   * @param reason what the image has instead
   */
  public NotInImageException(String choice, String value, String reason) {
    super(choice + "=" + value + ": " + reason);
    this.choice = choice;
    this.value = value;
  }

  private NotInImageException(NotInImageException error, String path) {
    super(error, path);
    this.choice = error.choice;
    this.value = error.value;
  }

  @Override
  final ImageException copy(String newPath) {
    return new NotInImageException(this, newPath);
  }

  /**
   * Returns the key of the option by which the caller chose.
   *
   * @return {@code session}, {@code view}, {@code volume} or {@code scheme}
   */
  public String choice() {
    return choice;
  }

  /**
   * Returns the value that the image does not have.
   *
   * @return the value in words
   */
  public String value() {
    return value;
  }
}
