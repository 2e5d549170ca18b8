package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;

/** The provider of {@code dmg:}, Apple disk images. */
public final class DmgFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DmgFileSystemProvider() {
    super(ImageScheme.DMG);
  }
}
