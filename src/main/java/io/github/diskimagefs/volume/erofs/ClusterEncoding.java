package io.github.diskimagefs.volume.erofs;

/** Encoding of an extent. */
enum ClusterEncoding {
  LZ4(0),
  LZMA(1),
  DEFLATE(2),
  ZSTD(3),
  /** Not compressed, from the start of the physical cluster on. */
  PLAIN(-1),
  /** Not compressed, rotated so that each byte has its offset in a block of the file. */
  INTERLACED(-1),
  /** In the packed inode. */
  FRAGMENT(-1);

  private final int algorithm;

  ClusterEncoding(int algorithm) {
    this.algorithm = algorithm;
  }

  /** Returns the encoding of an algorithm's number, which is not negative; null if unknown. */
  static ClusterEncoding of(int algorithm) {
    for (ClusterEncoding encoding : values()) {
      if (encoding.algorithm == algorithm) {
        return encoding;
      }
    }
    return null;
  }

  /** Returns the number of the algorithm; negative if the bytes are not compressed. */
  int algorithm() {
    return algorithm;
  }

  boolean compressed() {
    return algorithm >= 0;
  }
}
