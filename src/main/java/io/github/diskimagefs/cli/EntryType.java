package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The type of an entry, by the letter of {@code find -type} and a word. */
enum EntryType {
  FILE('f', 0100000),
  DIRECTORY('d', 0040000),
  SYMLINK('l', 0120000),
  CHARACTER_DEVICE('c', 0020000),
  BLOCK_DEVICE('b', 0060000),
  PIPE('p', 0010000),
  SOCKET('s', 0140000),
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
  static EntryType of(Path entry, BasicFileAttributes attributes) throws IOException {
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
  char letter() {
    return letter;
  }
}
