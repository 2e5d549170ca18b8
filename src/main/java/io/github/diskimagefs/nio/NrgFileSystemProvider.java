package io.github.diskimagefs.nio;

/** The provider of {@code nrg:}, Nero images. */
public final class NrgFileSystemProvider extends ImageFileSystemProvider {

  /** For {@link java.util.ServiceLoader}. */
  public NrgFileSystemProvider() {
    super("nrg");
  }
}
