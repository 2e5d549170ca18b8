package io.github.diskimagefs.volume;

import java.util.function.BooleanSupplier;

/**
 * A node that knows the directories on the way to it. A damaged volume may name a directory within
 * itself; such an entry is {@link #closed}, so that a walk ends.
 */
public abstract class TreeNode implements Node {
  /** Directories on one path; a path of Linux has 4095 bytes, one of UDF 1023 characters. */
  private static final int MAX_DEPTH = 2048;

  private final TreeNode parent;
  private final String name;

  /** Identifies the directory, if it is one, in its volume. */
  private final long address;

  /** As {@link DirectoryTree} counts them. */
  private final int aliasDepth;

  /**
   * Creates a node.
   *
   * @param parent the directory that has the entry; null for the root
   * @param address identifies the object that the entry names in its volume, not negative
   * @param aliasDepth as {@link #childDepth} returns it for a directory; otherwise that of the
   *     parent
   */
  protected TreeNode(TreeNode parent, String name, long address, int aliasDepth) {
    this.parent = parent;
    this.name = name;
    this.address = address;
    this.aliasDepth = aliasDepth;
  }

  /**
   * Returns the alias depth of a directory that this directory names.
   *
   * @param directory its address
   * @param place identifies the entry in this directory
   * @param leaf as {@link DirectoryTree#aliasDepth} asks
   */
  public final int childDepth(
      DirectoryTree tree, long directory, long place, BooleanSupplier leaf) {
    return within(directory)
        ? DirectoryTree.CLOSED
        : tree.aliasDepth(directory, DirectoryTree.mix(address) + place, aliasDepth, leaf);
  }

  /** Returns whether this directory is one, or is inside of it, or is deeper than a path can be. */
  private boolean within(long directory) {
    int depth = 0;
    for (TreeNode node = this; node != null; node = node.parent) {
      if (node.address == directory || ++depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  /** Returns the directory that has the entry; null for the root. */
  protected final TreeNode parent() {
    return parent;
  }

  /** Returns what identifies the object that the entry names in its volume. */
  protected final long address() {
    return address;
  }

  /** Returns the alias depth, as {@link DirectoryTree} counts it. */
  protected final int aliasDepth() {
    return aliasDepth;
  }

  /** Returns whether the directory contains itself, or is in too many others. */
  public final boolean closed() {
    return aliasDepth == DirectoryTree.CLOSED;
  }

  /** Returns the address, unless overridden. */
  @Override
  public Object key() {
    return address;
  }

  @Override
  public final String name() {
    return name;
  }
}
