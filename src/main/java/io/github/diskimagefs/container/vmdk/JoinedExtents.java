package io.github.diskimagefs.container.vmdk;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;
import java.util.List;

/** The extents of a disk, one after the other. */
final class JoinedExtents extends JoinedSource {
  private final List<ByteSource> extents;

  /** Joins extents of at least one byte each. */
  JoinedExtents(List<ByteSource> extents) {
    super(ends(extents));
    this.extents = List.copyOf(extents);
  }

  private static long[] ends(List<ByteSource> extents) {
    long[] ends = new long[extents.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += extents.get(i).size();
      ends[i] = end;
    }
    return ends;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    return extents.get((int) index);
  }

  @Override
  protected long storedOffset(long index, long position) {
    return within(index, position);
  }
}
