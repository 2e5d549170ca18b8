package io.github.diskimagefs.volume.erofs;

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
  CHUNK_BASED
}
