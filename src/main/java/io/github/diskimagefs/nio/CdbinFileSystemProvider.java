package io.github.diskimagefs.nio;

import io.github.diskimagefs.options.ImageScheme;

/** The provider of {@code cdbin:}, discs as BIN files with a CUE, TOC or CCD sheet. */
public final class CdbinFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public CdbinFileSystemProvider() {
    super(ImageScheme.CDBIN);
  }
}
