package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/**
 * An entry of a volume: its name from the directory, all else from its inode. Where that cannot be
 * read the entry is shown, and fails when it is opened.
 */
final class ExtNode implements Node {
  private static final int MAX_DEPTH = 2048; // a path of Linux has 4095 bytes

  private final ExtNode parent;
  private final String name;

  /** Byte position in its directory. */
  private final long position;

  private final long number;
  private final boolean namedDirectory;
  private final Inode inode;
  private final long size;

  /** As {@link DirectoryTree} counts them. */
  private final int detours;

  private ExtNode(
      ExtNode parent,
      String name,
      long position,
      long number,
      boolean namedDirectory,
      Inode inode,
      long size,
      int detours) {
    this.parent = parent;
    this.name = name;
    this.position = position;
    this.number = number;
    this.namedDirectory = namedDirectory;
    this.inode = inode;
    this.size = size;
    this.detours = detours;
  }

  static ExtNode root(Inode inode) {
    return new ExtNode(null, "", 0, inode.number(), true, inode, inode.size(), 0);
  }

  /** Returns an entry of which nothing but its directory is known so far. */
  static ExtNode named(ExtNode parent, String name, DirectoryEntry entry, long position) {
    return new ExtNode(
        parent, name, position, entry.inode(), entry.directory(), null, 0, parent.detours);
  }

  /** Returns the same as an entry of this very directory node, whose ancestors tell loops. */
  ExtNode under(ExtNode directory) {
    return new ExtNode(
        directory, name, position, number, namedDirectory, inode, size, directory.detours);
  }

  /**
   * Returns the same with its inode.
   *
   * @param read null where it is damaged
   * @param length of the content, or of the target as it is shown
   */
  ExtNode with(Inode read, long length, DirectoryTree tree) {
    int here = parent.detours;
    if (read != null && read.directory()) {
      here =
          parent.within(number)
              ? DirectoryTree.CLOSED
              : tree.aliasDepth(
                  number, DirectoryTree.mix(parent.number) + position, here, () -> false);
    }
    return new ExtNode(parent, name, position, number, namedDirectory, read, length, here);
  }

  /** Returns whether this directory is one, or is inside of it, or is deeper than a path can be. */
  private boolean within(long directory) {
    int depth = 0;
    for (ExtNode node = this; node != null; node = node.parent) {
      if (node.number == directory || ++depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  long number() {
    return number;
  }

  /** Returns the inode; null where it is damaged. */
  Inode inode() {
    return inode;
  }

  /** Returns whether the directory contains itself, or is in too many others. */
  boolean closed() {
    return detours == DirectoryTree.CLOSED;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    if (inode == null) {
      return namedDirectory ? Kind.DIRECTORY : Kind.FILE;
    }
    if (inode.directory()) {
      return Kind.DIRECTORY;
    }
    if (inode.symbolicLink()) {
      return Kind.SYMBOLIC_LINK;
    }
    return inode.regular() ? Kind.FILE : Kind.OTHER;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public FileTime modified() {
    return inode == null ? UNKNOWN_TIME : InodeTime.fileTime(inode.modified());
  }

  @Override
  public FileTime accessed() {
    return inode == null ? UNKNOWN_TIME : InodeTime.fileTime(inode.accessed());
  }

  @Override
  public FileTime changed() {
    return inode == null ? UNKNOWN_TIME : InodeTime.fileTime(inode.changed());
  }

  /** Returns the time of creation, which only inodes of more than 128 bytes record. */
  @Override
  public FileTime created() {
    if (inode == null) {
      return UNKNOWN_TIME;
    }
    return inode.created() == InodeTime.NONE || inode.created() == 0
        ? modified()
        : InodeTime.fileTime(inode.created());
  }

  @Override
  public Object key() {
    return number;
  }

  @Override
  public Unix unix() {
    if (inode == null) {
      return new Unix(namedDirectory ? 0040000 : 0100000, number, 1, 0, 0, 0);
    }
    return new Unix(
        inode.mode(), number, Math.max(1, inode.links()), inode.uid(), inode.gid(), inode.device());
  }
}
