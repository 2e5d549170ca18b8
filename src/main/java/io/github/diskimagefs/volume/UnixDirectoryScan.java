package io.github.diskimagefs.volume;

/**
 * The entries of a directory of a file system of Unix, under distinct names, their inodes not read
 * yet.
 *
 * @param <I> the format's inodes
 */
public abstract class UnixDirectoryScan<I extends UnixInode> implements DirectoryScan {
  private final UnixNode<I> directory;
  private final ByteNames names;
  private final UniqueNames unique = new UniqueNames(16);
  private long place;
  private boolean renamed;

  /** For subclasses. */
  protected UnixDirectoryScan(UnixNode<I> directory, ByteNames names) {
    this.directory = directory;
    this.names = names;
  }

  /**
   * Returns the entry that {@link #next} is to return.
   *
   * @param name as recorded
   * @param at where {@link UnixVolume#entries} finds the entry again
   * @param number of its inode, not negative
   * @param isDirectory whether the directory states that the entry is one
   */
  protected final UnixNode<I> entry(byte[] name, long at, long number, boolean isDirectory) {
    return entry(names.text(name), at, number, isDirectory);
  }

  /** Returns the entry that {@link #next} is to return, whose name is a text. */
  protected final UnixNode<I> entry(String name, long at, long number, boolean isDirectory) {
    String clean = PathSafeNames.clean(name);
    String shown = unique.addWithSuffix(clean);
    renamed = !shown.equals(clean);
    place = at;
    return directory.child(shown, at, number, isDirectory);
  }

  /** Returns whether a name is {@code .} or {@code ..}, which are not shown. */
  protected static boolean dots(byte[] name) {
    return name.length <= 2
        && name.length > 0
        && name[0] == '.'
        && (name.length == 1 || name[1] == '.');
  }

  @Override
  public final long place() {
    return renamed ? NOWHERE : place;
  }
}
