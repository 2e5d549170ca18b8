package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Block map of ext2 and ext3: twelve block numbers in the inode, then the numbers of a single, a
 * double and a triple indirect block. The number 0 is a hole.
 */
final class IndirectBlocks {
  private static final int DIRECT = 12;

  private final MetadataBlocks blocks;
  private final int perBlock;

  private IndirectBlocks(MetadataBlocks blocks) {
    this.blocks = blocks;
    this.perBlock = blocks.blockSize() / 4;
  }

  /**
   * Opens the content of a file.
   *
   * @param root the field {@code i_block}
   */
  static BlockMap open(MetadataBlocks blocks, Inode inode, Struct root)
      throws MalformedImageException {
    return new IndirectBlocks(blocks).root(inode.size(), root);
  }

  private BlockMap root(long size, Struct root) throws MalformedImageException {
    long single = DIRECT;
    long twofold = single + perBlock;
    long triple = twofold + (long) perBlock * perBlock;
    long end = triple + (long) perBlock * perBlock * perBlock;
    if ((size - 1) / blocks.blockSize() >= end) {
      throw root.malformed("i_size %d needs more than %d blocks", size, end);
    }
    BlockMap.Builder map =
        new BlockMap.Builder(
            blocks,
            (block, first, length) ->
                map(block, first == single ? 1 : first == twofold ? 2 : 3, first, length),
            0,
            size);
    for (int i = 0; i < DIRECT; i++) {
      long block = pointer(root, i);
      if (block != 0) {
        map.extent(i, block, 1);
      }
    }
    long[] firsts = {single, twofold, triple, end};
    for (int i = 0; i < firsts.length - 1; i++) {
      long block = pointer(root, DIRECT + i);
      if (block != 0) {
        map.node(firsts[i], block, firsts[i + 1] - firsts[i]);
      }
    }
    return map.build();
  }

  /**
   * Reads an indirect block.
   *
   * @param level 1 for one with the numbers of the file's blocks, 2 and 3 for those above
   */
  private BlockMap map(long number, int level, long first, long length) throws IOException {
    Struct node = blocks.read("indirect block", number);
    BlockMap.Builder map =
        new BlockMap.Builder(
            blocks, (block, start, size) -> map(block, level - 1, start, size), first, length);
    long covered = 1;
    for (int i = 1; i < level; i++) {
      covered *= perBlock;
    }
    for (int i = 0; i < perBlock && i * covered * blocks.blockSize() < length; i++) {
      long block = pointer(node, i);
      if (block != 0 && level == 1) {
        map.extent(first + i, block, 1);
      } else if (block != 0) {
        map.node(first + i * covered, block, covered);
      }
    }
    return map.build();
  }

  private long pointer(Struct node, int index) throws MalformedImageException {
    long block = node.u32(4 * index);
    if (block >= blocks.blocks()) {
      throw node.malformed("block %d of %d", block, blocks.blocks());
    }
    return block;
  }
}
