package io.github.diskimagefs.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The type of an entry, by the letter of {@code find -type} and a word. */
public enum EntryType {
  /** A regular file. */
  FILE('f', 0100000),
  /** A folder. */
  DIRECTORY('d', 0040000),
  /** A symbolic link. */
  SYMLINK('l', 0120000),
  /** A character device. */
  CHARACTER_DEVICE('c', 0020000),
  /** A block device. */
  BLOCK_DEVICE('b', 0060000),
  /** A named pipe. */
  PIPE('p', 0010000),
  /** A socket. */
  SOCKET('s', 0140000),
  /** A special file of an unknown type. */
  OTHER('o', 0);

  /** The bits of a mode that hold the type (sys/stat.h, S_IFMT). */
  private static final int MASK = 0170000;

  private final char letter;
  private final int bits;

  EntryType(char letter, int bits) {
    this.letter = letter;
    this.bits = bits;
  }

  /** Returns the type of an entry; {@link #OTHER} for a special file of an unknown type. */
  public static EntryType of(Path entry, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    if (attributes.isSymbolicLink()) {
      return SYMLINK;
    }
    if (attributes.isRegularFile()) {
      return FILE;
    }
    UnixAttributes unix = UnixAttributes.of(entry, attributes);
    if (unix != null) {
      for (EntryType type : values()) {
        if (type.bits == (unix.mode() & MASK)) {
          return type;
        }
      }
    }
    return OTHER;
  }

  /** Returns the type's letter. */
  public char letter() {
    return letter;
  }
}
