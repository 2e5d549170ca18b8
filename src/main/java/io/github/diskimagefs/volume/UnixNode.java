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
public final class UnixNode<I extends UnixInode> extends TreeNode {
  /** Identifies the entry in its directory. */
  private final long place;

  private final boolean namedDirectory;
  private final I inode;
  private final long size;

  private UnixNode(
      TreeNode parent,
      String name,
      long place,
      long number,
      boolean namedDirectory,
      I inode,
      long size,
      int aliasDepth) {
    super(parent, name, number, aliasDepth);
    this.place = place;
    this.namedDirectory = namedDirectory;
    this.inode = inode;
    this.size = size;
  }

  /** Returns a root directory. */
  public static <I extends UnixInode> UnixNode<I> root(long number, I inode) {
    return new UnixNode<>(null, "", 0, number, true, inode, inode.size(), 0);
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
    return new UnixNode<>(this, child, at, inodeNumber, directory, null, 0, aliasDepth());
  }

  /** Returns the same as an entry of this very directory node, whose ancestors tell loops. */
  UnixNode<I> adopt(UnixNode<I> entry) {
    return new UnixNode<>(
        this,
        entry.name(),
        entry.place,
        entry.address(),
        entry.namedDirectory,
        null,
        0,
        aliasDepth());
  }

  /** Returns the same with its inode, or without it if that is damaged. */
  UnixNode<I> resolve(UnixVolume<I> volume, DirectoryTree tree) throws IOException {
    long number = address();
    I read;
    try {
      read = volume.readInode(number);
    } catch (ClosedChannelException e) {
      throw e; // says nothing of the entry
    } catch (IOException e) {
      return new UnixNode<>(parent(), name(), place, number, namedDirectory, null, 0, aliasDepth());
    }
    long shown = volume.shownSize(read);
    int depth =
        read.directory() ? parent().childDepth(tree, number, place, () -> false) : aliasDepth();
    return new UnixNode<>(parent(), name(), place, number, namedDirectory, read, shown, depth);
  }

  /**
   * Returns the inode; one that is damaged is read once more for the exception with the reason.
   *
   * @throws MalformedImageException if this directory is in itself or in too many others
   */
  I inode(UnixVolume<I> volume) throws IOException {
    if (closed()) {
      throw new MalformedImageException(
          "directory entry",
          MalformedImageException.NO_OFFSET,
          "directory \"" + name() + "\" is within itself or in several others");
    }
    return inode != null ? inode : volume.readInode(address());
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
    return size;
  }

  @Override
  public FileTime modified() {
    return inode == null ? UNKNOWN_TIME : inode.modified();
  }

  @Override
  public FileTime accessed() {
    return inode == null ? UNKNOWN_TIME : inode.accessed();
  }

  @Override
  public FileTime created() {
    return inode == null ? UNKNOWN_TIME : inode.created();
  }

  @Override
  public FileTime changed() {
    return inode == null ? UNKNOWN_TIME : inode.changed();
  }

  @Override
  public Unix unix() {
    if (inode == null) {
      UnixFileType type = namedDirectory ? UnixFileType.DIRECTORY : UnixFileType.REGULAR;
      return new Unix(type.bits(), address(), 1, 0, 0, 0);
    }
    int links = Unix.links(inode.links());
    return new Unix(inode.mode(), address(), links, inode.uid(), inode.gid(), inode.device());
  }
}
