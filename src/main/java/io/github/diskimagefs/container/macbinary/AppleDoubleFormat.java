package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.util.Set;

/**
 * Recognises images that need the resource fork of their file, where a copy by macOS has put it
 * into an AppleDouble file beside them.
 */
public final class AppleDoubleFormat implements ContainerDetector {
  /** Extensions of the images of Disk Copy: no other file costs a look into its folder. */
  private static final Set<String> EXTENSIONS = Set.of("img", "smi", "image", "dmg", "");

  /** Bounds memory; a block map of a compressed CD has some hundred kilobytes. */
  private static final int MAX_FORK_BYTES = 4 << 20;

  private final ContainerDetector images;

  /**
   * Creates a detector.
   *
   * @param images recognises the images that need a resource fork
   */
  public AppleDoubleFormat(ContainerDetector images) {
    this.images = images;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    if (file.bytes() == null
        || file.resourceFork() != null
        || !EXTENSIONS.contains(file.extension())) {
      return null;
    }
    ByteSource resource = resourceFork(file.folder(), "._" + file.name());
    if (resource == null) {
      return null;
    }
    Forks forks = new Forks("AppleDouble", "", "", file.bytes(), resource);
    ContainerFormat inner = images.detect(forks.file(file));
    return inner == null ? null : new EncodedFormat(forks, inner);
  }

  /** Returns a copy of the fork, so that its file need not stay open; null if there is none. */
  private static ByteSource resourceFork(HostFolder folder, String name) throws IOException {
    try (HostFile file = folder == null ? null : folder.open(name)) {
      ByteSource fork = file == null ? null : AppleSingle.resourceFork(file);
      if (fork == null || fork.size() > MAX_FORK_BYTES) {
        return null;
      }
      return new ArraySource(fork.readFully(0, (int) fork.size()));
    }
  }
}
