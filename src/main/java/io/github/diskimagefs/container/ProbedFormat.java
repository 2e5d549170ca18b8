package io.github.diskimagefs.container;

import java.io.IOException;

/** A format that recognises its files by itself, not as one of a family. */
public interface ProbedFormat extends ContainerFormat, ContainerDetector {

  /** Returns whether the file is of this format, valid or not. Reads a bounded number of bytes. */
  boolean probe(ImageFile file) throws IOException;

  @Override
  default ContainerFormat detect(ImageFile file) throws IOException {
    return probe(file) ? this : null;
  }

  /** Returns false: the format itself is the result. */
  @Override
  default boolean keepsFile() {
    return false;
  }
}
