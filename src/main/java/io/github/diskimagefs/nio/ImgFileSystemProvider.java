package io.github.diskimagefs.nio;

/** The provider of {@code img:}, hard disks and floppies, real and virtual. */
public final class ImgFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ImgFileSystemProvider() {
    super("img");
  }
}
