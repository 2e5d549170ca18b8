package io.github.diskimagefs.bytes;

import java.util.Arrays;

/** Segments without gaps between them, counted from 0 and found by binary search. */
public abstract class JoinedSource extends SegmentedSource {
  private final long[] ends;

  /**
   * Keeps the end position of each segment, ascending; the caller may not change the array from now
   * on.
   *
   * @param ends of segments of at least 1 byte each
   */
  protected JoinedSource(long[] ends) {
    this.ends = ends;
  }

  @Override
  public final long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  protected final long segment(long position) {
    int found = Arrays.binarySearch(ends, position);
    return found < 0 ? -found - 1 : found + 1;
  }

  @Override
  protected final long segmentAfter(long before, long position) {
    return before + 1;
  }

  @Override
  protected final long remaining(long index, long position) {
    return ends[(int) index] - position;
  }

  /** Returns the offset of a position in its segment. */
  protected final long within(long index, long position) {
    return index == 0 ? position : position - ends[(int) index - 1];
  }
}
