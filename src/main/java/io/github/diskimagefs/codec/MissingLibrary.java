package io.github.diskimagefs.codec;

import io.github.diskimagefs.UnsupportedImageException;

/** The optional libraries that decode some formats, by their Maven coordinates. */
final class MissingLibrary {
  static final String COMMONS_COMPRESS = "org.apache.commons:commons-compress:1.28.0";
  static final String XZ = "org.tukaani:xz:1.11";

  private MissingLibrary() {}

  /** Creates the exception for content whose decoder is absent at run time. */
  static UnsupportedImageException exception(String format, String library, LinkageError cause) {
    return new UnsupportedImageException(
        format + " without the optional library " + library + ", add it to the application", cause);
  }
}
