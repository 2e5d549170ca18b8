package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tree of the extents of a file: nodes with a header ({@code struct ext4_extent_header}) and
 * entries of 12 bytes, index entries above, extents in the leaves. The root is in the inode.
 */
record ExtentTree(MetadataBlocks blocks, MetadataChecksums checksums, Inode inode) {
  private static final int MAGIC = 0xF30A;
  private static final int ENTRY = 12;

  /** Entries that the root has room for. */
  private static final int MAX_ROOT = Inode.BLOCK_LENGTH / ENTRY - 1;

  /** EXT4_MAX_EXTENT_DEPTH: as many nodes as 2^32 blocks need. */
  private static final int MAX_DEPTH = 5;

  /** Longer extents are allocated and not written (EXT_INIT_MAX_LEN). */
  static final int MAX_WRITTEN = 0x8000;

  /** Returns whether a node has its magic number. */
  static boolean signed(Struct node) throws MalformedImageException {
    return node.u16(0) == MAGIC;
  }

  /** Writes a root without extents over the one that starts at an offset. */
  static void clear(byte[] inode, int offset) {
    Arrays.fill(inode, offset, offset + Inode.BLOCK_LENGTH, (byte) 0);
    ByteBuffer header = ByteBuffer.wrap(inode).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(offset, (short) MAGIC).putShort(offset + 4, (short) MAX_ROOT); // eh_max
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
    return new ExtentTree(blocks, checksums, inode).map(root, depth(root), 0, inode.size());
  }

  /**
   * Opens all that the extents of a file have, up to the end of the last one, which may be after
   * the end of the file.
   *
   * @param root the field {@code i_block}
   * @param changes that are to be applied to the content, which may move its end; null for none
   */
  static BlockMap openAll(
      MetadataBlocks blocks,
      MetadataChecksums checksums,
      Inode inode,
      Struct root,
      ExtentChanges changes)
      throws IOException {
    ExtentTree tree = new ExtentTree(blocks, checksums, inode);
    long stored = tree.end(root, depth(root));
    long end = changes == null ? stored : changes.end(stored);
    return tree.map(root, depth(root), 0, end * blocks.blockSize());
  }

  /**
   * Reads all nodes of a file's tree.
   *
   * @param root the field {@code i_block}
   * @param max maximum number of nodes
   * @return the number of nodes, the root left out
   */
  static long check(
      MetadataBlocks blocks, MetadataChecksums checksums, Inode inode, Struct root, long max)
      throws IOException {
    return new ExtentTree(blocks, checksums, inode).check(root, depth(root), 0, 1L << 32, max);
  }

  private long check(Struct node, int depth, long first, long end, long max) throws IOException {
    int entries = entries(node, depth);
    map(node, depth, first, (end - first) * blocks.blockSize());
    long count = 0;
    for (int i = 1; depth > 0 && i <= entries; i++) {
      if (count >= max) {
        throw node.malformed("more than %d nodes", max);
      }
      long next = i < entries ? node.u32(ENTRY * (i + 1)) : end;
      Struct child = child(leaf(node, ENTRY * i));
      count += 1 + check(child, depth - 1, node.u32(ENTRY * i), next, max - count - 1);
    }
    return count;
  }

  private static int depth(Struct root) throws MalformedImageException {
    int depth = root.u16(6); // eh_depth
    if (depth > MAX_DEPTH) {
      throw root.mismatch("eh_depth up to " + MAX_DEPTH, depth);
    }
    return depth;
  }

  /** Returns the block of the file after the last extent below a node. */
  private long end(Struct node, int depth) throws IOException {
    int last = ENTRY * entries(node, depth);
    if (last == 0) {
      return 0;
    }
    return depth > 0 ? end(child(leaf(node, last)), depth - 1) : node.u32(last) + count(node, last);
  }

  /** Checks the header of a node; returns the number of its entries. */
  private static int entries(Struct node, int depth) throws MalformedImageException {
    int entries = node.u16(2); // eh_entries
    if (!signed(node) || node.u16(6) != depth) {
      throw node.mismatch(
          "eh_magic f30a and eh_depth " + depth,
          Integer.toHexString(node.u16(0)) + " and " + node.u16(6));
    }
    if (entries > node.u16(4) || entries > (node.length() - ENTRY) / ENTRY) {
      throw node.malformed("eh_entries %d of %d", entries, node.u16(4));
    }
    return entries;
  }

  private BlockMap map(Struct node, int depth, long first, long length) throws IOException {
    int entries = entries(node, depth);
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
    boolean written = node.u16(offset + 4) <= MAX_WRITTEN; // ee_len
    int count = count(node, offset);
    long start = node.u32(offset + 8) | (long) node.u16(offset + 6) << 32; // ee_start
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

  /** Returns the number of blocks of an extent. */
  private static int count(Struct node, int offset) throws MalformedImageException {
    int length = node.u16(offset + 4); // ee_len
    return length <= MAX_WRITTEN ? length : length - MAX_WRITTEN;
  }

  /** Returns the block of the node that an index entry leads to. */
  private static long leaf(Struct node, int offset) throws MalformedImageException {
    return node.u32(offset + 4) | (long) node.u16(offset + 8) << 32; // ei_leaf
  }

  /** Adds an index entry ({@code struct ext4_extent_idx}), which counts up to the next one. */
  private long index(Struct node, int offset, int i, int entries, BlockMap.Builder map)
      throws MalformedImageException {
    long first = node.u32(offset); // ei_block
    long child = leaf(node, offset);
    long next = i + 1 < entries ? node.u32(offset + ENTRY) : 1L << 32;
    if (next <= first) {
      throw node.malformed("index entry of block %d before that of block %d", first, next);
    }
    map.node(first, child, next - first);
    return next;
  }
}
