package io.github.diskimagefs.volume;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A volume whose files are all in its root, such as the tracks of a disc.
 *
 * @param <N> the nodes of its files
 */
public abstract class FlatVolume<N extends Node> implements Volume {
  private final Node root;
  private final Map<String, N> files = new LinkedHashMap<>();

  /**
   * Creates a volume.
   *
   * @param files names distinct
   */
  protected FlatVolume(Node root, Collection<N> files) {
    this.root = root;
    files.forEach(file -> this.files.put(file.name(), file));
  }

  /** Returns the files in their order. */
  protected final Collection<N> files() {
    return files.values();
  }

  @Override
  public final Node root() {
    return root;
  }

  @Override
  public final Node child(Node directory, String name) {
    return directory.equals(root) ? files.get(name) : null;
  }

  @Override
  public final NodeCursor children(Node directory) {
    return NodeCursor.of(directory.equals(root) ? files.values() : List.of());
  }

  @Override
  public final String target(Node link) throws IOException {
    throw new IOException(link.name() + ": no symbolic link");
  }
}
