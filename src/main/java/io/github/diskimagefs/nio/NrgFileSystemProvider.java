package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;

/** The provider of {@code nrg:}, Nero images. */
public final class NrgFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public NrgFileSystemProvider() {
    super(ImageScheme.NRG);
  }
}
