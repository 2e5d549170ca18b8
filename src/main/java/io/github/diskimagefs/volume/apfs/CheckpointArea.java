package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checkpoint descriptor area: a ring of blocks with the container superblocks of the last
 * transactions and the maps of their ephemeral objects (Reference "Checkpoints").
 */
final class CheckpointArea {
  /** Bounds the reads of opening; macOS makes some hundred blocks for the largest disks. */
  private static final int MAX_BLOCKS = 8192;

  /** A range of blocks (prange_t). */
  private record Range(long start, long count) {}

  /** Ranges that a listed area is made of; macOS makes it of one. */
  private static final int MAX_RANGES = 1024;

  private final ContainerBlocks blocks;
  private final List<Range> ranges = new ArrayList<>();
  private long count;

  /** Finds the area by any of the container superblocks. */
  CheckpointArea(ContainerBlocks blocks, NxSuperblock superblock) throws IOException {
    this.blocks = blocks;
    if ((superblock.descriptorBlocks() & NxSuperblock.LISTED_BY_TREE) == 0) {
      add(superblock.descriptorBase(), superblock.descriptorBlocks());
      return;
    }
    ApfsTree tree = ApfsTree.physical("checkpoint area node", blocks, superblock.descriptorBase());
    ApfsTreeCursor cursor = tree.seek((node, offset, length) -> -1);
    for (; cursor.here() && count < MAX_BLOCKS; cursor.advance()) {
      Struct range = cursor.value();
      add(range.s64(0), range.s64(8)); // pr_start_paddr, pr_block_count
    }
  }

  private void add(long start, long length) throws MalformedImageException {
    blocks.offset("checkpoint descriptor area", start, length);
    if (length <= 0 || ranges.size() == MAX_RANGES) {
      throw new MalformedImageException(
          "checkpoint descriptor area",
          MalformedImageException.NO_OFFSET,
          "up to " + MAX_RANGES + " ranges of one block or more",
          "range " + ranges.size() + " of " + length + " blocks");
    }
    long taken = Math.min(length, MAX_BLOCKS - count);
    ranges.add(new Range(start, taken));
    count += taken;
  }

  /** Returns the number of blocks. */
  long count() {
    return count;
  }

  /**
   * Returns the block at an index of the ring, which starts again after its end.
   *
   * @param index from 0
   */
  long block(long index) throws MalformedImageException {
    if (count == 0) {
      throw new MalformedImageException(
          "checkpoint descriptor area", MalformedImageException.NO_OFFSET, "no blocks");
    }
    long left = index % count;
    for (Range range : ranges) {
      if (left < range.count) {
        return range.start + left;
      }
      left -= range.count;
    }
    throw new IllegalStateException("index " + index + " of " + count);
  }

  /** Returns the container superblocks whose checksum is right, the latest transaction first. */
  List<NxSuperblock> superblocks() throws IOException {
    List<NxSuperblock> found = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      try {
        Struct block = blocks.read("container superblock", block(i));
        if (NxSuperblock.signed(block) && Fletcher64.matches(block.bytes(), block.length())) {
          found.add(NxSuperblock.read(block));
        }
      } catch (MalformedImageException e) {
        // Ignored: a damaged copy does not count, and another one opens the container.
      }
    }
    found.sort((a, b) -> Long.compareUnsigned(b.xid(), a.xid()));
    return found;
  }
}
