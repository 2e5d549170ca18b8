package io.github.diskimagefs.volume.fat;

/** The width of the entries of the file allocation table (FAT specification 3.5). */
enum FatType {
  /** 12 bits, up to 4084 clusters. */
  FAT12(12, 0xFFF),
  /** 16 bits, up to 65,524 clusters. */
  FAT16(16, 0xFFFF),
  /** 28 bits in 32, up to 268,435,444 clusters. */
  FAT32(32, 0xFFF_FFFF);

  private static final int FAT12_CLUSTERS = 4084;
  private static final int FAT16_CLUSTERS = 65_524;

  private final int bits;
  private final int mask;

  FatType(int bits, int mask) {
    this.bits = bits;
    this.mask = mask;
  }

  /**
   * Returns the type of a volume whose parameter block has a 16-bit table size; without one it is
   * FAT32, whatever the number of its clusters.
   */
  static FatType of(long clusters) {
    return clusters <= FAT12_CLUSTERS ? FAT12 : FAT16;
  }

  /** Returns the size of an entry. */
  int bits() {
    return bits;
  }

  /** Returns the bits of an entry that count. */
  int mask() {
    return mask;
  }

  /** Returns the maximum number of clusters. */
  long maxClusters() {
    return switch (this) {
      case FAT12 -> FAT12_CLUSTERS;
      case FAT16 -> FAT16_CLUSTERS;
      case FAT32 -> mask - 11;
    };
  }

  /** Returns whether an entry says that the chain ends. */
  boolean end(long value) {
    return value >= (mask & ~7);
  }

  /** Returns whether an entry marks a bad cluster. */
  boolean bad(long value) {
    return value == (mask & ~8);
  }

  /** Returns the name of the type as a volume's. */
  String volumeType() {
    return "fat" + bits;
  }
}
