package io.github.diskimagefs;

import java.io.IOException;

/** The image is valid as far as it was read and uses a feature that is not implemented. */
public class UnsupportedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The feature's name. */
  private final String feature;

  /**
   * Creates the exception.
   *
   * @param feature the feature in the words of its standard
   */
  public UnsupportedImageException(String feature) {
    super("not supported: " + feature);
    this.feature = feature;
  }

  /**
   * Creates the exception with a cause.
   *
   * @param feature the feature in the words of its standard
   * @param cause what was thrown where the feature was met
   */
  public UnsupportedImageException(String feature, Throwable cause) {
    super("not supported: " + feature, cause);
    this.feature = feature;
  }

  /**
   * The feature that is not implemented.
   *
   * @return the feature in the words of its standard
   */
  public String feature() {
    return feature;
  }
}
