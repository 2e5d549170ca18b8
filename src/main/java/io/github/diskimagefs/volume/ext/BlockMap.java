package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.JoinedSource;
import java.io.IOException;

/**
 * Content of a file, or of the part that one node of its block map describes: extents, holes, and
 * parts that further nodes describe. A node is read when a position in its part is, and the last
 * one is kept, so that memory does not grow with the file.
 */
final class BlockMap extends JoinedSource {
  private static final long HOLE = -1;

  /** Nodes are stored as this minus their block. */
  private static final long NODE = -2;

  /** Reads a node of a block map. */
  @FunctionalInterface
  interface NodeReader {
    /**
     * Reads a node.
     *
     * @param block the node's block
     * @param first the first block of the file that it describes
     * @param length bytes of the file that it describes
     */
    BlockMap read(long block, long first, long length) throws IOException;
  }

  private record Child(long index, BlockMap map) {}

  private final ByteSource volume;
  private final NodeReader reader;
  private final long first;
  private final int blockSize;
  private final long[] starts;
  private volatile Child last;

  private BlockMap(Builder builder) {
    super(builder.segments.ends());
    this.volume = builder.blocks.volume();
    this.blockSize = builder.blocks.blockSize();
    this.reader = builder.reader;
    this.first = builder.first;
    this.starts = builder.segments.starts();
  }

  @Override
  protected ByteSource stored(long index, long position) throws IOException {
    long start = starts[(int) index];
    if (start == HOLE) {
      return null;
    }
    return start >= 0 ? volume : child(index, position);
  }

  @Override
  protected boolean isHole(long index) {
    return true;
  }

  @Override
  protected long storedOffset(long index, long position) {
    return within(index, position) + Math.max(0, starts[(int) index]);
  }

  private BlockMap child(long index, long position) throws IOException {
    Child found = last;
    if (found == null || found.index != index) {
      long begin = position - within(index, position);
      long length = remaining(index, position) + position - begin;
      BlockMap map = reader.read(NODE - starts[(int) index], first + begin / blockSize, length);
      found = new Child(index, map);
      last = found;
    }
    return found.map;
  }

  /** Returns the end of the hole that a position is in; the position itself if it is in none. */
  long endOfHole(long position) throws IOException {
    long segment = segment(position);
    long start = starts[(int) segment];
    if (start >= 0) {
      return position;
    }
    long begin = position - within(segment, position);
    return start == HOLE
        ? position + remaining(segment, position)
        : begin + child(segment, position).endOfHole(position - begin);
  }

  /** Builder that takes extents and nodes in ascending order; gaps between them are holes. */
  static final class Builder {
    private final MetadataBlocks blocks;
    private final NodeReader reader;
    private final long first;
    private final long length;
    private final SegmentList segments = new SegmentList();

    /**
     * Starts a map.
     *
     * @param first the first block of the file that it describes
     * @param length bytes of the file that it describes
     */
    Builder(MetadataBlocks blocks, NodeReader reader, long first, long length) {
      this.blocks = blocks;
      this.reader = reader;
      this.first = first;
      this.length = length;
    }

    /** Adds an extent of {@code size} blocks; blocks after the end of the file are left out. */
    void extent(long fileBlock, long block, long size) {
      holeTo(fileBlock);
      add(fileBlock, size, block * blocks.blockSize());
    }

    /** Adds a part that another node describes. */
    void node(long fileBlock, long block, long size) {
      holeTo(fileBlock);
      add(fileBlock, size, NODE - block);
    }

    BlockMap build() {
      if (segments.end() < length) {
        put(HOLE, length);
      }
      return new BlockMap(this);
    }

    private void holeTo(long fileBlock) {
      long position = clip(fileBlock - first);
      if (position > segments.end()) {
        put(HOLE, position);
      }
    }

    private void add(long fileBlock, long size, long start) {
      long end = clip(fileBlock - first + size);
      if (end > segments.end()) {
        put(start, end);
      }
    }

    private long clip(long count) {
      return count > length / blocks.blockSize() ? length : count * blocks.blockSize();
    }

    private void put(long start, long end) {
      if (!segments.isEmpty() && continues(start)) {
        segments.extend(end);
      } else {
        segments.add(start, end);
      }
    }

    private boolean continues(long start) {
      long before = segments.lastStart();
      if (start == HOLE || before < 0) {
        return start == HOLE && before == HOLE;
      }
      return start == before + segments.lastLength();
    }
  }
}
