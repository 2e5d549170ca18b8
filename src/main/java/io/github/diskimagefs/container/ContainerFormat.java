package io.github.diskimagefs.container;

import io.github.diskimagefs.ImageOptions;
import java.io.IOException;

/** A format of image files: recognises and opens them. */
public interface ContainerFormat {

  /**
   * The URI scheme whose provider opens a file that {@link #probe} accepted: {@code iso}, {@code
   * cdbin}, {@code nrg} or {@code dmg}.
   */
  String scheme(ImageFile file);

  /** Whether a URI may name another scheme for this file too: bare sectors are anybody's. */
  default boolean accepts(String scheme, ImageFile file) {
    return scheme.equals(scheme(file));
  }

  /** The format's name for messages, as {@code CUE sheet}. */
  String name();

  /** Whether the file is of this format, sound or not. Reads a bounded number of bytes. */
  boolean probe(ImageFile file) throws IOException;

  /**
   * Opens a file that {@link #probe} accepted.
   *
   * @throws IOException if it is broken or not supported
   */
  Container open(ImageFile file, ImageOptions options) throws IOException;
}
