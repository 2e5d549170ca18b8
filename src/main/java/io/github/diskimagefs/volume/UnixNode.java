package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.attribute.FileTime;

/**
 * An entry of a file system of Unix: its name from the directory, all else from its inode. Where
 * the inode cannot be read, the entry is shown, and fails when it is opened.
 *
 * @param <I> the format's inodes
 */
public final class UnixNode<I extends UnixInode> implements Node {
  private static final int MAX_DEPTH = 2048; // a path of Linux has 4095 bytes

  /**
   * Reads inodes by their numbers.
   *
   * @param <I> the format's inodes
   */
  @FunctionalInterface
  public interface InodeReader<I> {
    /** Reads an inode. */
    I read(long number) throws IOException;
  }

  private final UnixNode<I> parent;
  private final String name;

  /** Identifies the entry in its directory. */
  private final long place;

  private final long number;
  private final boolean namedDirectory;
  private final I inode;

  /** As {@link DirectoryTree} counts them. */
  private final int aliasDepth;

  private UnixNode(
      UnixNode<I> parent,
      String name,
      long place,
      long number,
      boolean namedDirectory,
      I inode,
      int aliasDepth) {
    this.parent = parent;
    this.name = name;
    this.place = place;
    this.number = number;
    this.namedDirectory = namedDirectory;
    this.inode = inode;
    this.aliasDepth = aliasDepth;
  }

  /** Returns a root directory. */
  public static <I extends UnixInode> UnixNode<I> root(long number, I inode) {
    return new UnixNode<>(null, "", 0, number, true, inode, 0);
  }

  /**
   * Returns an entry of this directory, its inode not read yet.
   *
   * @param child its name as shown
   * @param at identifies the entry in this directory
   * @param inodeNumber the number of its inode, not negative
   * @param directory whether this directory states that the entry is one
   */
  public UnixNode<I> child(String child, long at, long inodeNumber, boolean directory) {
    return new UnixNode<>(this, child, at, inodeNumber, directory, null, aliasDepth);
  }

  /** Returns the same as an entry of this very directory node, whose ancestors tell loops. */
  public UnixNode<I> adopt(UnixNode<I> entry) {
    return new UnixNode<>(
        this, entry.name, entry.place, entry.number, entry.namedDirectory, null, aliasDepth);
  }

  /** Returns the same with its inode, or without it if that is damaged. */
  public UnixNode<I> resolve(InodeReader<I> inodes, DirectoryTree tree) throws IOException {
    I read;
    try {
      read = inodes.read(number);
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the entry
    } catch (IOException e) {
      return new UnixNode<>(parent, name, place, number, namedDirectory, null, aliasDepth);
    }
    int depth = parent.aliasDepth;
    if (read.directory()) {
      depth =
          parent.within(number)
              ? DirectoryTree.CLOSED
              : tree.aliasDepth(
                  number, DirectoryTree.mix(parent.number) + place, depth, () -> false);
    }
    return new UnixNode<>(parent, name, place, number, namedDirectory, read, depth);
  }

  /**
   * Returns the inode; one that is damaged is read once more for the exception with the reason.
   *
   * @throws MalformedImageException if this directory is in itself or in too many others
   */
  public I inode(InodeReader<I> inodes) throws IOException {
    if (aliasDepth == DirectoryTree.CLOSED) {
      throw new MalformedImageException(
          "directory entry",
          MalformedImageException.NO_OFFSET,
          "directory \"" + name + "\" is within itself or in several others");
    }
    return inode != null ? inode : inodes.read(number);
  }

  /** Returns whether this directory is one, or is inside of it, or is deeper than a path can be. */
  private boolean within(long directory) {
    int depth = 0;
    for (UnixNode<I> node = this; node != null; node = node.parent) {
      if (node.number == directory || ++depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
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
    return inode.type().kind();
  }

  @Override
  public long size() {
    return inode == null ? 0 : inode.size();
  }

  @Override
  public FileTime modified() {
    return inode == null ? UNKNOWN_TIME : inode.modified();
  }

  @Override
  public Object key() {
    return number;
  }

  @Override
  public Unix unix() {
    if (inode == null) {
      UnixFileType type = namedDirectory ? UnixFileType.DIRECTORY : UnixFileType.REGULAR;
      return new Unix(type.bits(), number, 1, 0, 0, 0);
    }
    int links = (int) Math.max(1, Math.min(inode.links(), Integer.MAX_VALUE));
    return new Unix(inode.mode(), number, links, inode.uid(), inode.gid(), inode.device());
  }
}
