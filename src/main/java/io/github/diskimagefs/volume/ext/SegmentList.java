package io.github.diskimagefs.volume.ext;

import java.util.Arrays;

/** Growing list of a file's segments, each of which begins at the end of the one before. */
final class SegmentList {
  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns the position after the last segment; 0 if there is none. */
  long end() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** Returns the start that the last segment was added with. */
  long lastStart() {
    return starts[count - 1];
  }

  /** Returns the bytes of the last segment. */
  long lastLength() {
    return ends[count - 1] - (count == 1 ? 0 : ends[count - 2]);
  }

  /**
   * Adds a segment.
   *
   * @param start where it is stored, or a mark of segments that are not
   * @param end position after it
   */
  void add(long start, long end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  /** Moves the end of the last segment. */
  void extend(long end) {
    ends[count - 1] = end;
  }

  /** Returns the starts of all segments. */
  long[] starts() {
    return Arrays.copyOf(starts, count);
  }

  /** Returns the ends of all segments. */
  long[] ends() {
    return Arrays.copyOf(ends, count);
  }
}
