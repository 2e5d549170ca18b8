package io.github.diskimagefs.volume.erofs;

import java.util.List;

/** How the content of an inode is stored, in the order of their numbers in {@code i_format}. */
enum DataLayout {
  /** In consecutive blocks. */
  FLAT_PLAIN,
  /** Compressed, with an index of 8 bytes for each logical cluster. */
  COMPRESSED_FULL,
  /** In consecutive blocks, the tail after the inode. */
  FLAT_INLINE,
  /** Compressed, with an index of 2 or 4 bytes for each logical cluster. */
  COMPRESSED_COMPACT,
  /** In chunks that a table places. */
  CHUNK_BASED;

  private static final List<DataLayout> ALL = List.of(values());

  /** Returns the layout of a number; null if there is none. */
  static DataLayout of(int number) {
    return number < ALL.size() ? ALL.get(number) : null;
  }
}
