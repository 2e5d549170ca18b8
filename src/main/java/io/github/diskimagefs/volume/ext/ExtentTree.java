package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Tree of the extents of a file: nodes with a header ({@code struct ext4_extent_header}) and
 * entries of 12 bytes, index entries above, extents in the leaves. The root is in the inode.
 */
final class ExtentTree {
  private static final int MAGIC = 0xF30A;
  private static final int ENTRY = 12;

  /** EXT4_MAX_EXTENT_DEPTH: as many nodes as 2^32 blocks need. */
  private static final int MAX_DEPTH = 5;

  /** Longer extents are allocated and not written (EXT_INIT_MAX_LEN). */
  private static final int MAX_WRITTEN = 0x8000;

  private final MetadataBlocks blocks;
  private final MetadataChecksums checksums;
  private final Inode inode;

  private ExtentTree(MetadataBlocks blocks, MetadataChecksums checksums, Inode inode) {
    this.blocks = blocks;
    this.checksums = checksums;
    this.inode = inode;
  }

  /** Returns whether a node has its magic number. */
  static boolean signed(Struct node) throws MalformedImageException {
    return node.u16(0) == MAGIC;
  }

  /**
   * Opens the content of a file.
   *
   * @param root the field {@code i_block}
   */
  static BlockMap open(MetadataBlocks blocks, MetadataChecksums checksums, Inode inode, Struct root)
      throws IOException {
    if ((inode.size() - 1) / blocks.blockSize() > 0xFFFF_FFFFL) {
      throw root.malformed("i_size %d needs more than 2^32 blocks", inode.size());
    }
    int depth = root.u16(6);
    if (depth > MAX_DEPTH) {
      throw root.mismatch("eh_depth up to " + MAX_DEPTH, depth);
    }
    return new ExtentTree(blocks, checksums, inode).map(root, depth, 0, inode.size());
  }

  private BlockMap map(Struct node, int depth, long first, long length) throws IOException {
    int entries = node.u16(2); // eh_entries
    if (!signed(node) || node.u16(6) != depth) {
      throw node.mismatch(
          "eh_magic f30a and eh_depth " + depth,
          Integer.toHexString(node.u16(0)) + " and " + node.u16(6));
    }
    if (entries > node.u16(4) || entries > (node.length() - ENTRY) / ENTRY) {
      throw node.malformed("eh_entries %d of %d", entries, node.u16(4));
    }
    BlockMap.Builder map =
        new BlockMap.Builder(
            blocks,
            (block, start, size) -> map(child(block), depth - 1, start, size),
            first,
            length);
    long next = first;
    for (int i = 0; i < entries; i++) {
      int offset = ENTRY * (i + 1);
      next = depth == 0 ? extent(node, offset, next, map) : index(node, offset, i, entries, map);
    }
    return map.build();
  }

  private Struct child(long block) throws IOException {
    Struct node = blocks.read("extent tree node", block);
    checksums.checkExtents(node, inode);
    return node;
  }

  /** Adds an extent ({@code struct ext4_extent}) and returns the block after it. */
  private long extent(Struct node, int offset, long next, BlockMap.Builder map)
      throws MalformedImageException {
    long first = node.u32(offset); // ee_block
    int length = node.u16(offset + 4); // ee_len
    long start = node.u32(offset + 8) | (long) node.u16(offset + 6) << 32; // ee_start
    boolean written = length <= MAX_WRITTEN;
    int count = written ? length : length - MAX_WRITTEN;
    if (first < next || count == 0) {
      throw node.malformed("extent of %d blocks at block %d after block %d", count, first, next);
    }
    if (start > blocks.blocks() - count) {
      throw node.malformed("extent of %d blocks at %d of %d", count, start, blocks.blocks());
    }
    if (written) {
      map.extent(first, start, count);
    }
    return first + count;
  }

  /** Adds an index entry ({@code struct ext4_extent_idx}), which counts up to the next one. */
  private long index(Struct node, int offset, int i, int entries, BlockMap.Builder map)
      throws MalformedImageException {
    long first = node.u32(offset); // ei_block
    long child = node.u32(offset + 4) | (long) node.u16(offset + 8) << 32; // ei_leaf
    long next = i + 1 < entries ? node.u32(offset + ENTRY) : 1L << 32;
    if (next <= first) {
      throw node.malformed("index entry of block %d before that of block %d", first, next);
    }
    map.node(first, child, next - first);
    return next;
  }
}
