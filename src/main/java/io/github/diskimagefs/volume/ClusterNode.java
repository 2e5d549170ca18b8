package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;

/**
 * File or directory of a volume whose directory entries record attributes of DOS and a first
 * cluster: FAT and exFAT.
 */
public abstract class ClusterNode implements Node {
  private final String name;
  private final int attributes;
  private final long cluster;
  private final long size;

  /** As {@link DirectoryTree} counts them. */
  private final int above;

  /**
   * Creates a node.
   *
   * @param attributes bits of {@link DosAttributes}
   * @param cluster number of the first cluster; 0 if there is none
   * @param size bytes of the content, also of a directory
   * @param above count of {@link DirectoryTree} for the directory that has the entry
   */
  protected ClusterNode(String name, int attributes, long cluster, long size, int above) {
    this.name = name;
    this.attributes = attributes;
    this.cluster = cluster;
    this.size = size;
    this.above = above;
  }

  /** Creates the same entry as one of a directory that was reached in another way. */
  protected ClusterNode(ClusterNode other, int above) {
    this(other.name, other.attributes, other.cluster, other.size, above);
  }

  /** Creates the same entry as one of a directory that was reached in another way. */
  protected abstract ClusterNode copy(int count);

  /**
   * Returns the same entry as one of a directory that was reached in another way.
   *
   * @param count of {@link DirectoryTree} for that directory
   */
  final ClusterNode under(int count) {
    return count == above ? this : copy(count);
  }

  /** Returns a number for the entry that no other of the volume has. */
  public abstract long place();

  /** Returns whether it is a directory. */
  public final boolean directory() {
    return (attributes & DosAttributes.DIRECTORY) != 0;
  }

  /** Returns the number of the first cluster; 0 if there is none. */
  public final long cluster() {
    return cluster;
  }

  /** Returns the bytes of the content, also of a directory. */
  public final long dataLength() {
    return size;
  }

  /** Returns the count of {@link DirectoryTree} for the directory that has the entry. */
  public final int above() {
    return above;
  }

  /**
   * Returns the count of {@link DirectoryTree} for this directory.
   *
   * @param structure the kind of record that names it
   * @throws MalformedImageException if the directory is in too many others
   */
  public final int requireOpen(DirectoryTree tree, String structure)
      throws MalformedImageException {
    return cluster == 0
        ? 0
        : tree.requireOpen(
            cluster, place(), above, name, structure, MalformedImageException.NO_OFFSET);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Kind kind() {
    return directory() ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public final long size() {
    return directory() ? 0 : size;
  }

  @Override
  public final boolean hidden() {
    return (attributes & DosAttributes.HIDDEN) != 0;
  }

  @Override
  public final Dos dos() {
    return DosAttributes.of(attributes, hidden());
  }
}
