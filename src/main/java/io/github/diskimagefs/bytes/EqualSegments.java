package io.github.diskimagefs.bytes;

/** Segments of one size, of which the last may be shorter. */
public abstract class EqualSegments extends SegmentedSource {
  private final long size;
  private final long segmentSize;

  /** For subclasses; sizes are in bytes. */
  protected EqualSegments(long size, long segmentSize) {
    this.size = size;
    this.segmentSize = segmentSize;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  protected final long segment(long position) {
    return position / segmentSize;
  }

  @Override
  protected final long remaining(long index, long position) {
    return segmentSize - position % segmentSize;
  }

  /** Returns the offset of a position in its segment. */
  protected final long within(long position) {
    return position % segmentSize;
  }
}
