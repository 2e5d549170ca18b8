package io.github.diskimagefs.volume.erofs;

/** Encoding of an extent; the algorithms come first, in the order of their numbers. */
enum ClusterEncoding {
  LZ4,
  LZMA,
  DEFLATE,
  ZSTD,
  /** Not compressed, from the start of the physical cluster on. */
  PLAIN,
  /** Not compressed, rotated so that each byte has its offset in a block of the file. */
  INTERLACED,
  /** In the packed inode. */
  FRAGMENT;

  static final int ALGORITHMS = 4;

  boolean compressed() {
    return ordinal() < ALGORITHMS;
  }
}
