package io.github.diskimagefs.volume.raw;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/**
 * The folder of raw files, or one of them.
 *
 * @param file null for the folder
 */
record RawNode(RawFile file) implements Node {
  @Override
  public String name() {
    return file == null ? "" : file.name();
  }

  @Override
  public Kind kind() {
    return file == null ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public long size() {
    return file == null ? 0 : file.content().size();
  }

  @Override
  public FileTime modified() {
    return UNKNOWN_TIME;
  }

  @Override
  public Object key() {
    return name();
  }
}
