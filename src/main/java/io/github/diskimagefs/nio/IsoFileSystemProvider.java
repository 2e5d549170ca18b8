package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;

/** The provider of {@code iso:}, optical disc images of bare sectors. */
public final class IsoFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public IsoFileSystemProvider() {
    super(ImageScheme.ISO);
  }
}
