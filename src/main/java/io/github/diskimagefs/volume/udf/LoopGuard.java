package io.github.diskimagefs.volume.udf;

/** Notices a chain that comes back to where it was, in constant memory (Brent's algorithm). */
final class LoopGuard {
  private long partition = -1;
  private long block;
  private long steps;
  private long limit = 1;

  /** Whether the chain was here before; found out within three times the length of the loop. */
  boolean loops(int nextPartition, long nextBlock) {
    if (partition == nextPartition && block == nextBlock) {
      return true;
    }
    if (++steps == limit) {
      partition = nextPartition;
      block = nextBlock;
      limit *= 2;
      steps = 0;
    }
    return false;
  }
}
