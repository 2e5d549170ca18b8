package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.util.List;

/** The concatenation of sources, which are found by binary search. */
public final class ConcatSource extends JoinedSource {
  private final ByteSource[] parts;

  private ConcatSource(ByteSource[] parts, long[] ends) {
    super(ends);
    this.parts = parts;
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
  protected ByteSource stored(long index, long position) {
    return parts[(int) index];
  }

  @Override
  protected long storedOffset(long index, long position) {
    return within(index, position);
  }

  @Override
  public void requireWhole() throws IOException {
    for (ByteSource part : parts) {
      part.requireWhole();
    }
  }
}
