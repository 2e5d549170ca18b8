package io.github.diskimagefs.options;

import java.util.Locale;
import java.util.Optional;

/** A URI scheme of images. */
public enum ImageScheme {
  /** Optical discs of plain sectors. */
  ISO,
  /** Discs of tracks. */
  CDBIN,
  /** Images by Nero. */
  NRG,
  /** Images by Apple. */
  DMG,
  /** Disks. */
  IMG;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Returns the scheme as a URI has it, in lower case. */
  public String text() {
    return text;
  }

  /** Returns whether a scheme, in any case, is one of images. */
  public static boolean contains(String scheme) {
    return of(scheme).isPresent();
  }

  /** Returns a scheme that is written in any case; empty if it is none of images. */
  public static Optional<ImageScheme> of(String scheme) {
    for (ImageScheme each : values()) {
      if (each.text.equalsIgnoreCase(scheme)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
