package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFolder;

/**
 * A file that may be an image.
 *
 * @param name its plain name, as {@code disc.cue}
 * @param bytes its bytes, or null for a folder (a sparse bundle); not to be closed by a container
 * @param folder the folder that holds the file; of a folder, the folder itself
 * @param cache where decoded chunks go
 * @param resourceFork the resource fork of a Macintosh file, or null if it is not known to have one
 */
public record ImageFile(
    String name, ByteSource bytes, HostFolder folder, ChunkCache cache, ByteSource resourceFork) {

  /** A file without a resource fork. */
  public ImageFile(String name, ByteSource bytes, HostFolder folder, ChunkCache cache) {
    this(name, bytes, folder, cache, null);
  }

  /** Returns the name's extension in lower case, without the dot; empty if there is none. */
  public String extension() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }
}
