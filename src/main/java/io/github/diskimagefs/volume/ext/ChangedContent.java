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

  private ChangedContent(Builder builder) {
    super(builder.segments.ends());
    this.stored = builder.stored;
    this.volume = builder.blocks.volume();
    this.starts = builder.segments.starts();
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
    private final ByteSource stored;
    private final MetadataBlocks blocks;
    private final long size;
    private final SegmentList segments = new SegmentList();

    Builder(ByteSource stored, MetadataBlocks blocks) {
      this.stored = stored;
      this.blocks = blocks;
      this.size = stored.size();
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
      add(end, start * blocks.blockSize());
    }

    private void add(long endBlock, long start) {
      long end = endBlock > size / blocks.blockSize() ? size : endBlock * blocks.blockSize();
      put(end, start);
    }

    private void put(long end, long start) {
      if (end > segments.end()) {
        segments.add(start, end);
      }
    }

    ChangedContent build() {
      put(size, STORED);
      return new ChangedContent(this);
    }
  }
}
