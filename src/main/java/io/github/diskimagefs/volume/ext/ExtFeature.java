package io.github.diskimagefs.volume.ext;

import java.util.Locale;

/** A feature flag of a superblock, under the name that {@code mke2fs -O} knows. */
enum ExtFeature {
  DIR_PREALLOC(Set.COMPATIBLE, 0x1),
  IMAGIC_INODES(Set.COMPATIBLE, 0x2),
  HAS_JOURNAL(Set.COMPATIBLE, 0x4),
  EXT_ATTR(Set.COMPATIBLE, 0x8),
  RESIZE_INODE(Set.COMPATIBLE, 0x10),
  DIR_INDEX(Set.COMPATIBLE, 0x20),
  LAZY_BG(Set.COMPATIBLE, 0x40),
  SNAPSHOT_BITMAP(Set.COMPATIBLE, 0x100),
  SPARSE_SUPER2(Set.COMPATIBLE, 0x200),
  FAST_COMMIT(Set.COMPATIBLE, 0x400),
  STABLE_INODES(Set.COMPATIBLE, 0x800),
  ORPHAN_FILE(Set.COMPATIBLE, 0x1000),

  COMPRESSION(Set.INCOMPATIBLE, 0x1),
  FILETYPE(Set.INCOMPATIBLE, 0x2),
  NEEDS_RECOVERY(Set.INCOMPATIBLE, 0x4),
  JOURNAL_DEV(Set.INCOMPATIBLE, 0x8),
  META_BG(Set.INCOMPATIBLE, 0x10),
  EXTENTS(Set.INCOMPATIBLE, 0x40),
  BITS_64(Set.INCOMPATIBLE, 0x80),
  MMP(Set.INCOMPATIBLE, 0x100),
  FLEX_BG(Set.INCOMPATIBLE, 0x200),
  EA_INODE(Set.INCOMPATIBLE, 0x400),
  DIRDATA(Set.INCOMPATIBLE, 0x1000),
  METADATA_CSUM_SEED(Set.INCOMPATIBLE, 0x2000),
  LARGE_DIR(Set.INCOMPATIBLE, 0x4000),
  INLINE_DATA(Set.INCOMPATIBLE, 0x8000),
  ENCRYPT(Set.INCOMPATIBLE, 0x10000),
  CASEFOLD(Set.INCOMPATIBLE, 0x20000),

  SPARSE_SUPER(Set.READ_ONLY, 0x1),
  LARGE_FILE(Set.READ_ONLY, 0x2),
  BTREE_DIR(Set.READ_ONLY, 0x4),
  HUGE_FILE(Set.READ_ONLY, 0x8),
  UNINIT_BG(Set.READ_ONLY, 0x10),
  DIR_NLINK(Set.READ_ONLY, 0x20),
  EXTRA_ISIZE(Set.READ_ONLY, 0x40),
  SNAPSHOT(Set.READ_ONLY, 0x80),
  QUOTA(Set.READ_ONLY, 0x100),
  BIGALLOC(Set.READ_ONLY, 0x200),
  METADATA_CSUM(Set.READ_ONLY, 0x400),
  REPLICA(Set.READ_ONLY, 0x800),
  READ_ONLY(Set.READ_ONLY, 0x1000),
  PROJECT(Set.READ_ONLY, 0x2000),
  SHARED_BLOCKS(Set.READ_ONLY, 0x4000),
  VERITY(Set.READ_ONLY, 0x8000),
  ORPHAN_PRESENT(Set.READ_ONLY, 0x10000);

  /** The three sets of flags: what a reader that does not know one of them may still do. */
  enum Set {
    /** Anything. */
    COMPATIBLE,
    /** Nothing. */
    INCOMPATIBLE,
    /** Read. */
    READ_ONLY
  }

  private final Set set;
  private final long bit;

  ExtFeature(Set set, long bit) {
    this.set = set;
    this.bit = bit;
  }

  Set set() {
    return set;
  }

  long bit() {
    return bit;
  }

  /** Returns the name that mke2fs has for it. */
  String option() {
    return switch (this) {
      case BITS_64 -> "64bit";
      case EXTENTS -> "extent";
      case READ_ONLY -> "read-only";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
