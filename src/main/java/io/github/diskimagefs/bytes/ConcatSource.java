package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Sources one after the other, found by binary search. */
public final class ConcatSource extends SegmentedSource {
  private final ByteSource[] parts;
  private final long[] ends;

  private ConcatSource(ByteSource[] parts, long[] ends) {
    this.parts = parts;
    this.ends = ends;
  }

  /**
   * Joins {@code parts}; empty ones are left out.
   *
   * @throws ArithmeticException if the sum of the sizes passes 2^63-1
   */
  public static ByteSource of(List<? extends ByteSource> parts) {
    ByteSource[] filled = parts.stream().filter(part -> part.size() > 0).toArray(ByteSource[]::new);
    if (filled.length == 0) {
      return new ArraySource(new byte[0]);
    }
    if (filled.length == 1) {
      return filled[0];
    }
    long[] ends = new long[filled.length];
    long end = 0;
    for (int i = 0; i < filled.length; i++) {
      end = Math.addExact(end, filled[i].size());
      ends[i] = end;
    }
    return new ConcatSource(filled, ends);
  }

  @Override
  public long size() {
    return ends[ends.length - 1];
  }

  @Override
  protected long segment(long position) {
    int found = Arrays.binarySearch(ends, position);
    return found < 0 ? -found - 1 : found + 1;
  }

  @Override
  protected long segmentAfter(long before, long position) {
    return before + 1;
  }

  @Override
  protected long remaining(long index, long position) {
    return ends[(int) index] - position;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    return parts[(int) index];
  }

  @Override
  protected long storedOffset(long index, long position) {
    return index == 0 ? position : position - ends[(int) index - 1];
  }

  @Override
  public void requireWhole() throws IOException {
    for (ByteSource part : parts) {
      part.requireWhole();
    }
  }
}
