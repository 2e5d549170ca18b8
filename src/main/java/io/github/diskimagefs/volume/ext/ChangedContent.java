package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;

/** Content of a file of which fast commits replace some blocks. */
final class ChangedContent extends JoinedSource {
  private static final long HOLE = -1;
  private static final long STORED = -2;

  private final ByteSource stored;
  private final ByteSource volume;

  /** By segment: where it starts in the volume, or one of the constants. */
  private final long[] starts;

  /** The segments, which do not change and which all contents of a file have in common. */
  static final class Segments {
    private final long[] starts;
    private final long[] ends;

    private Segments(Builder builder) {
      this.starts = builder.segments.starts();
      this.ends = builder.segments.ends();
    }
  }

  /**
   * Opens the content.
   *
   * @param stored the content without changes
   */
  ChangedContent(ByteSource stored, ByteSource volume, Segments segments) {
    super(segments.ends);
    this.stored = stored;
    this.volume = volume;
    this.starts = segments.starts;
  }

  @Override
  protected ByteSource stored(long index, long position) {
    long start = starts[(int) index];
    if (start == HOLE) {
      return null;
    }
    return start == STORED ? stored : volume;
  }

  @Override
  protected boolean isHole(long index) {
    return true;
  }

  @Override
  protected long storedOffset(long index, long position) {
    long start = starts[(int) index];
    return start == STORED ? position : within(index, position) + start;
  }

  /**
   * Builder that takes parts in ascending order, each up to a block; those after the end count not.
   */
  static final class Builder {
    private final long size;
    private final int blockSize;
    private final SegmentList segments = new SegmentList();

    /**
     * Starts without parts.
     *
     * @param size bytes of the content
     */
    Builder(long size, int blockSize) {
      this.size = size;
      this.blockSize = blockSize;
    }

    /** Adds the stored content. */
    void stored(long end) {
      add(end, STORED);
    }

    /** Adds a hole. */
    void hole(long end) {
      add(end, HOLE);
    }

    /** Adds blocks of the volume that follow each other. */
    void blocks(long end, long start) {
      add(end, start * blockSize);
    }

    private void add(long endBlock, long start) {
      put(endBlock > size / blockSize ? size : endBlock * blockSize, start);
    }

    private void put(long end, long start) {
      if (end > segments.end()) {
        segments.add(start, end);
      }
    }

    Segments build() {
      put(size, STORED);
      return new Segments(this);
    }
  }
}
