package io.github.diskimagefs.container;

import java.io.IOException;

/** A format of image files: recognises and opens them. */
public interface ContainerFormat {

  /** Returns the URI scheme whose provider opens a file that {@link #probe} accepted. */
  String scheme(ImageFile file);

  /**
   * Returns whether a URI may name {@code scheme} for this file too, as for plain sectors, which
   * carry no sign of the scheme they belong to.
   */
  default boolean accepts(String scheme, ImageFile file) {
    return scheme.equals(scheme(file));
  }

  /** Returns the format's name for messages, as {@code a cue sheet}. */
  String name();

  /** Returns whether the file is of this format, valid or not. Reads a bounded number of bytes. */
  boolean probe(ImageFile file) throws IOException;

  /**
   * Opens a file that {@link #probe} accepted.
   *
   * @throws IOException if it is broken or not supported
   */
  Container open(ImageFile file, ImageContext context) throws IOException;
}
