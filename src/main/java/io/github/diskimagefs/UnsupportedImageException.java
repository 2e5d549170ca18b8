package io.github.diskimagefs;

/**
 * The error of a valid image that uses a format or a feature that is not implemented.
 *
 * @since 0.1.0
 */
public class UnsupportedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** The feature's name. */
  private final String feature;

  /**
   * Creates the exception.
   *
   * @param feature the feature or format by its usual name
   */
  public UnsupportedImageException(String feature) {
    super("not supported: " + feature);
    this.feature = feature;
  }

  /**
   * Creates the exception with a cause.
   *
   * @param feature the feature or format by its usual name
   * @param cause the exception thrown where the feature was met
   */
  public UnsupportedImageException(String feature, Throwable cause) {
    super("not supported: " + feature, cause);
    this.feature = feature;
  }

  private UnsupportedImageException(UnsupportedImageException error, String path) {
    super(error, path);
    this.feature = error.feature;
  }

  @Override
  final ImageException copy(String newPath) {
    return new UnsupportedImageException(this, newPath);
  }

  /**
   * Returns the feature that is not implemented.
   *
   * @return the feature or format by its usual name
   */
  public String feature() {
    return feature;
  }
}
