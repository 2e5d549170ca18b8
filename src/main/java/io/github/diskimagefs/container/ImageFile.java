package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFolder;
import io.github.diskimagefs.bytes.TemporaryStorage;

/**
 * A file that may be an image.
 *
 * @param name its plain name, as {@code disc.cue}
 * @param bytes its bytes, or null for a folder (a sparse bundle); not to be closed by a container
 * @param folder the folder that holds the file; of a folder, the folder itself
 * @param cache where decoded chunks go
 * @param storage where wrapped images are unpacked to
 * @param resourceFork the resource fork of a Macintosh file, or null if it is not known to have one
 */
public record ImageFile(
    String name,
    ByteSource bytes,
    HostFolder folder,
    ChunkCache cache,
    TemporaryStorage storage,
    ByteSource resourceFork) {

  /** A file without a resource fork, to be unpacked as by default. */
  public ImageFile(String name, ByteSource bytes, HostFolder folder, ChunkCache cache) {
    this(name, bytes, folder, cache, TemporaryStorage.DEFAULT, null);
  }

  /** Returns the file of another name and content that this one holds, in the same folder. */
  public ImageFile inner(String innerName, ByteSource content) {
    return new ImageFile(innerName, content, folder, cache, storage, null);
  }

  /** Returns the name's extension in lower case, without the dot; empty if there is none. */
  public String extension() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }
}
