package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;

/** The provider of {@code img:}, hard disks and floppies, real and virtual. */
public final class ImgFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ImgFileSystemProvider() {
    super(ImageScheme.IMG);
  }
}
