package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;

/**
 * An entry of a volume: its name from the directory, all else from its inode. Where that cannot be
 * read the entry is shown, and fails when it is opened.
 */
final class SquashfsNode implements Node {
  private static final int MAX_DEPTH = 2048; // a path of Linux has 4095 bytes

  private final SquashfsNode parent;
  private final String name;
  private final long reference;
  private final InodeType type;
  private final SquashfsInode inode;

  /** As {@link DirectoryTree} counts them. */
  private final int aliasDepth;

  private SquashfsNode(
      SquashfsNode parent,
      String name,
      long reference,
      InodeType type,
      SquashfsInode inode,
      int aliasDepth) {
    this.parent = parent;
    this.name = name;
    this.reference = reference;
    this.type = type;
    this.inode = inode;
    this.aliasDepth = aliasDepth;
  }

  static SquashfsNode root(SquashfsInode inode) {
    return new SquashfsNode(null, "", inode.base().reference(), inode.type(), inode, 0);
  }

  /** Returns the entry of a directory whose inode is damaged. */
  SquashfsNode damaged(String name, Listing entry) {
    InodeType shown = entry.type() == null ? InodeType.FILE : entry.type();
    return new SquashfsNode(this, name, entry.reference(), shown, null, aliasDepth);
  }

  /** Returns the entry of a directory. */
  SquashfsNode child(String name, Listing entry, SquashfsInode read, DirectoryTree tree) {
    int depth = aliasDepth;
    if (read.is(InodeType.DIRECTORY)) {
      depth =
          within(entry.reference())
              ? DirectoryTree.CLOSED
              : tree.aliasDepth(
                  entry.reference(),
                  DirectoryTree.mix(reference) + entry.position(),
                  depth,
                  () -> false);
    }
    return new SquashfsNode(this, name, entry.reference(), read.type(), read, depth);
  }

  /** Returns whether this directory is one, or is inside of it, or is deeper than a path can be. */
  private boolean within(long directory) {
    int depth = 0;
    for (SquashfsNode node = this; node != null; node = node.parent) {
      if (node.reference == directory || ++depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  /** Returns the reference to the inode. */
  long reference() {
    return reference;
  }

  /** Returns the inode; null where it is damaged. */
  SquashfsInode inode() {
    return inode;
  }

  /** Returns whether the directory contains itself, or is in too many others. */
  boolean closed() {
    return aliasDepth == DirectoryTree.CLOSED;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return type.kind();
  }

  @Override
  public long size() {
    return inode == null ? 0 : inode.size();
  }

  @Override
  public FileTime modified() {
    return inode == null ? UNKNOWN_TIME : FileTime.fromMillis(inode.base().modified() * 1000);
  }

  @Override
  public Object key() {
    return reference;
  }

  @Override
  public Unix unix() {
    if (inode == null) {
      return new Unix(type.mode(), 0, 1, 0, 0, 0);
    }
    SquashfsInode.Base base = inode.base();
    int links = (int) Math.max(1, Math.min(Integer.MAX_VALUE, inode.links()));
    return new Unix(inode.mode(), base.number(), links, base.uid(), base.gid(), inode.device());
  }
}
