package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Sources one behind the other, found by binary search. */
public final class ConcatSource extends PositionalSource {
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
  protected int readAt(long position, ByteBuffer target) throws IOException {
    int index = index(position);
    int total = 0;
    // Small parts (sectors) are gathered, so that a caller's buffer fills in one call.
    while (index < parts.length && target.hasRemaining()) {
      int count;
      try {
        count = parts[index].read(position + total - start(index), target);
      } catch (IOException e) {
        if (total == 0) {
          throw e;
        }
        break; // what was read counts; the next read meets the fault again
      }
      if (count < 0) {
        break;
      }
      total += count;
      if (position + total < ends[index]) {
        break;
      }
      index++;
    }
    return total;
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    int index = index(position);
    return parts[index].extent(position - start(index), Math.min(covered, ends[index] - position));
  }

  /** The parts of one come from the same image. */
  @Override
  public boolean isEncoded() {
    return parts[0].isEncoded();
  }

  @Override
  public void prefetch(long position, long length) {
    long end = Math.min(size(), position + Math.min(length, size()));
    for (long offset = position; offset < end; ) {
      int index = index(offset);
      long next = Math.min(end, ends[index]);
      parts[index].prefetch(offset - start(index), next - offset);
      offset = next;
    }
  }

  @Override
  public void requireWhole() throws IOException {
    for (ByteSource part : parts) {
      part.requireWhole();
    }
  }

  private int index(long position) {
    int found = Arrays.binarySearch(ends, position);
    return found < 0 ? -found - 1 : found + 1;
  }

  private long start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
