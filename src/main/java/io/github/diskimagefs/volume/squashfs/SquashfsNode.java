package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.DirectoryTree;
import io.github.diskimagefs.volume.TreeNode;
import io.github.diskimagefs.volume.UnixFileType;
import java.nio.file.attribute.FileTime;

/**
 * An entry of a volume: its name from the directory, all else from its inode. Where that cannot be
 * read the entry is shown, and fails when it is opened.
 */
final class SquashfsNode extends TreeNode {
  private final UnixFileType type;
  private final SquashfsInode inode;

  private SquashfsNode(
      SquashfsNode parent,
      String name,
      long reference,
      UnixFileType type,
      SquashfsInode inode,
      int aliasDepth) {
    super(parent, name, reference, aliasDepth);
    this.type = type;
    this.inode = inode;
  }

  static SquashfsNode root(SquashfsInode inode) {
    return new SquashfsNode(null, "", inode.base().reference(), inode.type(), inode, 0);
  }

  /** Returns the entry of a directory whose inode is damaged. */
  SquashfsNode damaged(String name, Listing entry) {
    UnixFileType shown = entry.type() == null ? UnixFileType.REGULAR : entry.type();
    return new SquashfsNode(this, name, entry.reference(), shown, null, aliasDepth());
  }

  /** Returns the entry of a directory. */
  SquashfsNode child(String name, Listing entry, SquashfsInode read, DirectoryTree tree) {
    long reference = entry.reference();
    int depth =
        read.is(UnixFileType.DIRECTORY)
            ? childDepth(tree, reference, entry.position(), () -> false)
            : aliasDepth();
    return new SquashfsNode(this, name, reference, read.type(), read, depth);
  }

  /** Returns the reference to the inode. */
  long reference() {
    return address();
  }

  /** Returns the inode; null where it is damaged. */
  SquashfsInode inode() {
    return inode;
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
  public Unix unix() {
    if (inode == null) {
      return new Unix(type.bits(), 0, 1, 0, 0, 0);
    }
    SquashfsInode.Base base = inode.base();
    int links = Unix.links(inode.links());
    return new Unix(inode.mode(), base.number(), links, base.uid(), base.gid(), inode.device());
  }
}
