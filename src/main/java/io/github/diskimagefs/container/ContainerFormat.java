package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** A format of image files. */
public interface ContainerFormat {

  /** Returns the URI scheme whose provider opens the format. */
  ImageScheme scheme();

  /**
   * Returns whether a URI may name {@code scheme} for this format too, as for plain sectors, which
   * carry no sign of the scheme they belong to.
   */
  default boolean accepts(String scheme) {
    return scheme.equals(scheme().text());
  }

  /** Returns the format in words, with its article, as {@code a cue sheet}. */
  String description();

  /**
   * Frees the files that detection has opened, if the image is not going to be opened. The
   * container takes them over otherwise.
   */
  default void discard() throws IOException {}

  /**
   * Opens a file that was detected to be of this format.
   *
   * @throws IOException if it is broken or not supported
   */
  Container open(ImageFile file, ImageContext context) throws IOException;
}
