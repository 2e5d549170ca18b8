package io.github.diskimagefs.bytes;

/**
 * The size of the blocks in which files are allocated, as the offsets tell at which reads start.
 * Races of several threads do no harm.
 */
final class BlockAlignment {
  /** Binary logarithm of a sector. */
  static final int MIN_SHIFT = 9;

  /** Binary logarithm of the usual block of file systems. */
  static final int MAX_SHIFT = 12;

  /** Of so many reads, one may start elsewhere: a structure of the volume, or a random read. */
  private static final int READS_FOR_ONE_EXCEPTION = 32;

  private static final int MAX_READS = 1 << 20;

  private int reads;

  /** Reads that start at no multiple of 1024, 2048, 4096. */
  private final int[] exceptions = new int[MAX_SHIFT - MIN_SHIFT];

  /** Counts a read. One that does not start with a sector goes on where another one ended. */
  void add(int offset) {
    int shift = Integer.numberOfTrailingZeros(offset);
    if (shift < MIN_SHIFT) {
      return;
    }
    reads++;
    for (int i = Math.min(shift, MAX_SHIFT) - MIN_SHIFT; i < exceptions.length; i++) {
      exceptions[i]++;
    }
    if (reads >= MAX_READS) {
      reads /= 2;
      for (int i = 0; i < exceptions.length; i++) {
        exceptions[i] /= 2;
      }
    }
  }

  /** Returns the binary logarithm of the block size. */
  int shift() {
    int shift = MIN_SHIFT;
    while (shift < MAX_SHIFT && exceptions[shift - MIN_SHIFT] <= reads / READS_FOR_ONE_EXCEPTION) {
      shift++;
    }
    return shift;
  }
}
