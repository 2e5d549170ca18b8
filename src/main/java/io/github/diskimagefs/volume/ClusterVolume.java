package io.github.diskimagefs.volume;

import java.io.IOException;

/**
 * A volume of files in chains of clusters: FAT and exFAT. A directory is known by its first
 * cluster, so that one that is in too many others is refused, see {@link DirectoryTree}.
 *
 * @param <N> the format's nodes
 */
public abstract class ClusterVolume<N extends ClusterNode> implements DosVolume {
  private final String structure;
  private final N root;
  private final DirectoryTree tree = new DirectoryTree();

  /**
   * For subclasses.
   *
   * @param structure the kind of record that names directories, for messages
   */
  protected ClusterVolume(String structure, N root) {
    this.structure = structure;
    this.root = root;
    tree.root(root.cluster(), root.place());
  }

  /**
   * Finds an entry of a directory.
   *
   * @param above count of {@link DirectoryTree} for the directory
   * @return the entry, possibly as one of the directory reached in another way; null for none
   */
  protected abstract ClusterNode find(N directory, int above, String name) throws IOException;

  /**
   * Returns the entries of a directory in its order.
   *
   * @param above count of {@link DirectoryTree} for the directory
   */
  protected abstract NodeCursor entries(N directory, int above) throws IOException;

  @Override
  public final N root() {
    return root;
  }

  @Override
  public final Node child(Node directory, String name) throws IOException {
    N parent = own(directory);
    if (!parent.directory()) {
      return null;
    }
    int above = parent.requireOpen(tree, structure);
    ClusterNode found = find(parent, above, name);
    return found == null ? null : found.under(above);
  }

  @Override
  public final NodeCursor children(Node directory) throws IOException {
    N parent = own(directory);
    return entries(parent, parent.requireOpen(tree, structure));
  }

  @SuppressWarnings("unchecked") // nodes belong to the volume that gave them
  private N own(Node node) {
    return (N) node;
  }
}
