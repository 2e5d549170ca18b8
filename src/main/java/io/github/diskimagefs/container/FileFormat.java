package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;

/** A format that is recognised by the bytes of its files alone; folders are not of it. */
public abstract class FileFormat extends ProbedFormat {

  /**
   * Creates a format.
   *
   * @param scheme whose provider opens it
   * @param description as {@link #description()} returns it
   */
  protected FileFormat(ImageScheme scheme, String description) {
    super(scheme, description);
  }

  /** Returns whether the bytes are of this format. Reads a bounded number of them. */
  protected abstract boolean probe(ByteSource bytes) throws IOException;

  @Override
  public final boolean probe(ImageFile file) throws IOException {
    return file.bytes() != null && probe(file.bytes());
  }
}
