package io.github.diskimagefs.container;

import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** A format that recognises its files by itself, not as one of a family. */
public abstract class ProbedFormat implements ContainerFormat, ContainerDetector {
  private final ImageScheme scheme;
  private final String description;

  /**
   * Creates a format.
   *
   * @param scheme whose provider opens it
   * @param description as {@link #description()} returns it
   */
  protected ProbedFormat(ImageScheme scheme, String description) {
    this.scheme = scheme;
    this.description = description;
  }

  @Override
  public final ImageScheme scheme() {
    return scheme;
  }

  @Override
  public final String description() {
    return description;
  }

  /** Returns whether the file is of this format, valid or not. Reads a bounded number of bytes. */
  public abstract boolean probe(ImageFile file) throws IOException;

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    return probe(file) ? this : null;
  }

  /** Returns false: the format itself is the result. */
  @Override
  public final boolean keepsFile() {
    return false;
  }
}
