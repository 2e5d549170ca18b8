package io.github.diskimagefs.volume.erofs;

/** Notices whether the inodes that are read are far apart. Its counters race, which is harmless. */
final class InodeSpacing {
  /** Reads after which the distance of inodes is judged anew. */
  private static final int READS = 64;

  /** Moves to another page in so many reads that show inodes to be far apart. */
  private static final int MIN_MOVES = 4;

  private long page = -1;
  private int moves;
  private int reads;
  private boolean farApart;

  /** Returns whether inodes were far apart when that was last judged. */
  boolean farApart() {
    return farApart;
  }

  /** Counts the read of an inode on a page. */
  void count(long next) {
    if (next != page) {
      page = next;
      moves++;
    }
    reads++;
    if (reads >= READS) {
      farApart = moves >= MIN_MOVES;
      reads = 0;
      moves = 0;
    }
  }
}
