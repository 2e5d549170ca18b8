package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * A volume whose directories name inodes, as those of Unix do. Subclasses read directories and
 * inodes; this class finds entries, tells loops, and shows entries whose inode is damaged.
 *
 * @param <I> the format's inodes
 */
public abstract class UnixVolume<I extends UnixInode> implements PosixVolume {
  private static final int MAX_TARGET_BYTES = 65_536;

  private final String type;
  private final ByteNames names;
  private final DirectoryTree tree = new DirectoryTree();
  private final DirectoryLookup lookup = new DirectoryLookup(UnaryOperator.identity());

  /** For subclasses. */
  protected UnixVolume(String type, ByteNames names) {
    this.type = type;
    this.names = names;
  }

  /** Reads the inode of a number. */
  protected abstract I readInode(long number) throws IOException;

  /**
   * Returns the entries of a directory in its order.
   *
   * @param at where to start: 0, or the place of an entry
   */
  protected abstract UnixDirectoryScan<I> entries(UnixNode<I> directory, I inode, long at)
      throws IOException;

  /** Opens the content of a file or the target of a symbolic link. */
  protected abstract ByteSource content(I inode) throws IOException;

  /**
   * Finds an entry without reading the whole directory, if the format allows.
   *
   * @return the entry, its inode not read yet; null if it was not found, which is no proof
   */
  protected UnixNode<I> find(UnixNode<I> directory, I inode, String name) throws IOException {
    return null;
  }

  /** Returns the index to search a directory with; one of exact names, unless overridden. */
  protected DirectoryLookup lookup(I directory) {
    return lookup;
  }

  /** Returns the length of a content, or of a symbolic link's target as it is shown. */
  protected long shownSize(I inode) throws IOException {
    return inode.size();
  }

  /** Returns the target of a symbolic link as it is shown. */
  protected String shownTarget(I link, byte[] target) throws IOException {
    return names.text(target);
  }

  /** Returns the decoder of names. */
  protected final ByteNames names() {
    return names;
  }

  /** Returns the inode of an entry. */
  @SuppressWarnings("unchecked") // nodes belong to the volume that gave them
  protected final I inode(Node node) throws IOException {
    return ((UnixNode<I>) node).inode(this);
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Node child(Node directory, String name) throws IOException {
    I inode = inode(directory);
    if (!inode.directory()) {
      return null;
    }
    @SuppressWarnings("unchecked") // nodes belong to the volume that gave them
    UnixNode<I> parent = (UnixNode<I>) directory;
    UnixNode<I> found = find(parent, inode, name);
    if (found == null) {
      found = search(parent, inode, name);
    }
    // A renamed entry is kept with the directory node of an earlier search.
    return found == null ? null : parent.adopt(found).resolve(this, tree);
  }

  @SuppressWarnings("unchecked") // nodes belong to the volume that gave them
  private UnixNode<I> search(UnixNode<I> parent, I inode, String name) throws IOException {
    return (UnixNode<I>)
        lookup(inode).find(parent.key(), name, place -> entries(parent, inode, place));
  }

  @Override
  public final NodeCursor children(Node directory) throws IOException {
    @SuppressWarnings("unchecked") // nodes belong to the volume that gave them
    UnixNode<I> parent = (UnixNode<I>) directory;
    DirectoryScan scan = entries(parent, inode(directory), 0);
    return () -> {
      @SuppressWarnings("unchecked") // as above
      UnixNode<I> next = (UnixNode<I>) scan.next();
      return next == null ? null : next.resolve(this, tree);
    };
  }

  @Override
  public final ByteSource open(Node file) throws IOException {
    I inode = inode(file);
    return switch (inode.type()) {
      case REGULAR, SYMBOLIC_LINK -> content(inode);
      default -> new ArraySource(new byte[0]);
    };
  }

  @Override
  public final String target(Node link) throws IOException {
    ByteSource content = open(link);
    if (content.size() > MAX_TARGET_BYTES) {
      throw new MalformedImageException(
          "symbolic link",
          MalformedImageException.NO_OFFSET,
          "target of " + content.size() + " bytes");
    }
    byte[] target = content.readFully(0, (int) content.size());
    return shownTarget(inode(link), target);
  }
}
