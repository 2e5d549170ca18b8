package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The index of a directory by names ({@code $I30}).
 *
 * @param top node of the root, which is in the file record
 * @param blocks the other nodes; null if there are none
 * @param unit bytes that numbers of blocks count in
 */
record DirectoryIndexReader(Struct top, ByteSource blocks, int blockSize, int unit) {
  static final String NAME = "$I30";
  private static final int FILE_NAME_INDEX = 0x30;
  private static final int ROOT_HEADER = 16;
  private static final int BLOCK_HEADER = 24;

  /** In a block's header: the number by which entries name the block. */
  private static final int VCN_OFFSET = 16;

  private static final int MIN_BLOCK_SIZE = 512;
  private static final int MAX_BLOCK_SIZE = 64 << 10;

  /** Blocks are counted in clusters, or in sectors where clusters are larger. */
  private static final int SMALL_UNIT = 512;

  static DirectoryIndexReader open(FileRecord record, int clusterSize) throws IOException {
    Attribute root = record.find(Attribute.INDEX_ROOT, NAME);
    if (root == null || !root.resident()) {
      throw record.struct().malformed("the directory has no index root");
    }
    Struct value = root.value();
    if (value.s32(0) != FILE_NAME_INDEX) {
      throw value.mismatch("an index of file names", Integer.toHexString(value.s32(0)));
    }
    long blockSize = value.u32(8);
    if (blockSize < MIN_BLOCK_SIZE || blockSize > MAX_BLOCK_SIZE || Long.bitCount(blockSize) != 1) {
      throw value.mismatch("index blocks of 512 bytes to 64 KiB", blockSize);
    }
    ByteSource blocks = record.open(Attribute.INDEX_ALLOCATION, NAME, null);
    return new DirectoryIndexReader(
        value.slice("index root", ROOT_HEADER, value.length() - ROOT_HEADER),
        blocks,
        (int) blockSize,
        clusterSize > blockSize ? SMALL_UNIT : clusterSize);
  }

  IndexNode root() throws IOException {
    return new IndexNode(top);
  }

  /** Returns the number of blocks. */
  long blockCount() {
    return blocks == null ? 0 : blocks.size() / blockSize;
  }

  /** Returns bits that the offset of an entry in its node, divided by 8, takes. */
  int offsetBits() {
    return Integer.numberOfTrailingZeros(blockSize) - 3;
  }

  /** Returns the block that an entry names. */
  IndexNode block(long number) throws IOException {
    return blockAt(index(number));
  }

  /** Returns the index of the block that an entry names. */
  long index(long number) throws MalformedImageException {
    long index = number <= Long.MAX_VALUE / unit ? number * unit / blockSize : -1;
    if (index < 0 || index >= blockCount()) {
      throw new MalformedImageException(
          "index block " + number,
          MalformedImageException.NO_OFFSET,
          "the index has " + blockCount() + " blocks");
    }
    return index;
  }

  IndexNode blockAt(long index) throws IOException {
    Struct block = FixUp.read("index block " + index, "INDX", blocks, index * blockSize, blockSize);
    // A run that repeats one block shows it under a single number.
    if (index(block.u64(VCN_OFFSET)) != index) {
      throw block.malformed("is block %d, not %d of the index", block.u64(VCN_OFFSET), index);
    }
    return new IndexNode(block.slice(BLOCK_HEADER, block.length() - BLOCK_HEADER));
  }
}
