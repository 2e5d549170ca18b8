package io.github.diskimagefs.volume;

/**
 * An entry of a volume's tree, as its directory and its inode or record describe it. Immutable, and
 * cheap: a walk makes one for every entry, so what costs is computed when it is asked for.
 */
public interface Node extends FileTimes {

  /** What an entry is. */
  enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMBOLIC_LINK,
    /** A device node, FIFO or socket. */
    OTHER
  }

  /**
   * The name as shown: without {@code /} and NUL, never {@code .} or {@code ..}; empty for a root.
   */
  String name();

  /** What the entry is. */
  Kind kind();

  /** Length of the content in bytes; of a symbolic link, of its target as recorded. */
  long size();

  /**
   * Identifies the on-disk object within its volume: equal for hard links, and for a directory
   * equal wherever it is met, so that loops show. Has {@code equals} and {@code hashCode}.
   */
  Object key();

  /** Whether the volume marks the entry as hidden. */
  default boolean hidden() {
    return false;
  }

  /** POSIX attributes, or null where the volume does not carry them. */
  default Unix unix() {
    return null;
  }

  /** DOS attributes, or null where the volume does not carry them. */
  default Dos dos() {
    return null;
  }

  /**
   * POSIX attributes.
   *
   * @param mode {@code st_mode}: file type and permission bits
   * @param ino serial number, 0 where none is recorded
   * @param nlink number of links, at least 1
   * @param uid owner
   * @param gid group
   * @param rdev {@code major << 8 | minor} in Linux's 64-bit encoding, 0 for other entries
   */
  record Unix(int mode, long ino, int nlink, long uid, long gid, long rdev) {
    /** Returns the number of links to show for a recorded one. */
    public static int links(long recorded) {
      return (int) Math.max(1, Math.min(recorded, Integer.MAX_VALUE));
    }
  }

  /** DOS attributes. */
  record Dos(boolean readOnly, boolean hidden, boolean system, boolean archive) {}
}
