package io.github.diskimagefs.container;

import java.io.IOException;

/** Recognises the image files of a format, or of a family of formats. */
public interface ContainerDetector {

  /**
   * Returns the format of a file, valid or not. Reads a bounded number of bytes.
   *
   * @return null if the file is of none that this detector knows
   */
  ContainerFormat detect(ImageFile file) throws IOException;

  /**
   * Returns whether the result of {@link #detect} may hold a part of the file that was looked at,
   * which then must not be one that is buffered for probing.
   */
  default boolean keepsFile() {
    return true;
  }
}
