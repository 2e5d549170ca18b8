package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Superblock ({@code struct ext4_super_block}).
 *
 * @param struct all 1024 bytes, for fields that are seldom needed
 * @param blocks blocks of the volume
 * @param firstBlock the block that group 0 starts at
 * @param blockSize in bytes
 * @param descriptorSize bytes of a group descriptor
 */
record Superblock(
    Struct struct,
    ExtFeatures features,
    long inodes,
    long blocks,
    long firstBlock,
    int blockSize,
    long blocksPerGroup,
    long inodesPerGroup,
    int inodeSize,
    int descriptorSize) {

  /** Offset of the superblock in a volume. */
  static final int OFFSET = 1024;

  /** Length of the superblock in bytes. */
  static final int LENGTH = 1024;

  private static final int MAGIC = 0xEF53;
  private static final int MIN_BLOCK_SHIFT = 10;
  private static final int MAX_BLOCK_SHIFT = 16;
  private static final int MIN_INODE_SIZE = 128;
  private static final int MIN_DESCRIPTOR_SIZE = 32;
  private static final int MIN_DESCRIPTOR_SIZE_64 = 64;
  private static final int MAX_DESCRIPTOR_SIZE = 1024;

  /** Returns whether there is a magic number, and small fields beside it have possible values. */
  static boolean signed(Struct struct) throws MalformedImageException {
    return struct.u16(0x38) == MAGIC
        && struct.u32(0x4C) <= 1 // s_rev_level
        && struct.u16(0x3C) <= 3 // s_errors
        && (struct.u32(0) > 0 || journal(struct)); // s_inodes_count
  }

  /** Returns whether the volume is the external journal of others, which has no inodes. */
  private static boolean journal(Struct struct) throws MalformedImageException {
    return (struct.u32(0x60) & ExtFeature.JOURNAL_DEV.bit()) != 0;
  }

  /** Reads the superblock. */
  static Superblock read(Struct struct) throws MalformedImageException {
    if (!signed(struct)) {
      throw struct.mismatch("s_magic EF53", Integer.toHexString(struct.u16(0x38)));
    }
    long shift = struct.u32(0x18) + MIN_BLOCK_SHIFT; // s_log_block_size
    if (shift > MAX_BLOCK_SHIFT) {
      throw struct.mismatch("a block size of 1024 to 65536 bytes", "2^" + shift);
    }
    int blockSize = 1 << shift;
    boolean dynamic = struct.u32(0x4C) > 0;
    ExtFeatures features =
        dynamic
            ? new ExtFeatures(struct.u32(0x5C), struct.u32(0x60), struct.u32(0x64))
            : new ExtFeatures(0, 0, 0);
    boolean wide = features.has(ExtFeature.BITS_64);
    Superblock read =
        new Superblock(
            struct,
            features,
            struct.u32(0),
            struct.u32(4) | (wide ? struct.u32(0x150) << 32 : 0), // s_blocks_count
            struct.u32(0x14), // s_first_data_block
            blockSize,
            struct.u32(0x20), // s_blocks_per_group
            struct.u32(0x28), // s_inodes_per_group
            dynamic ? struct.u16(0x58) : MIN_INODE_SIZE, // s_inode_size
            wide ? struct.u16(0xFE) : MIN_DESCRIPTOR_SIZE); // s_desc_size
    if (!journal(struct)) {
      read.check(); // a journal has no groups, and is refused by its feature
    }
    return read;
  }

  private void check() throws MalformedImageException {
    if (blocks <= firstBlock || blocks > Long.MAX_VALUE / blockSize || firstBlock > 1) {
      throw struct.malformed("%d blocks, the first is %d", blocks, firstBlock);
    }
    if (blocksPerGroup < 8 || inodesPerGroup == 0 || inodesPerGroup > 8L * blockSize) {
      throw struct.malformed("groups of %d blocks, %d inodes", blocksPerGroup, inodesPerGroup);
    }
    if (inodeSize < MIN_INODE_SIZE || inodeSize > blockSize || Integer.bitCount(inodeSize) != 1) {
      throw struct.mismatch("an inode size from 128 to " + blockSize, inodeSize);
    }
    int least = features.has(ExtFeature.BITS_64) ? MIN_DESCRIPTOR_SIZE_64 : MIN_DESCRIPTOR_SIZE;
    if (descriptorSize < least
        || descriptorSize > MAX_DESCRIPTOR_SIZE
        || Integer.bitCount(descriptorSize) != 1) {
      throw struct.mismatch("group descriptors of " + least + " bytes or more", descriptorSize);
    }
  }

  long size() {
    return blocks * blockSize;
  }

  /** Returns the bytes of free blocks, as the superblock states them. */
  long free() throws MalformedImageException {
    long high = features.has(ExtFeature.BITS_64) ? struct.u32(0x158) << 32 : 0;
    return Math.min(struct.u32(0xC) | high, blocks) * blockSize; // s_free_blocks_count
  }

  /** Returns the volume's name; empty if it has none. */
  String label() throws MalformedImageException {
    return ExtProperties.text(struct, 0x78, 16).strip(); // s_volume_name
  }

  /** Returns the number of block groups. */
  long groups() {
    return (blocks - firstBlock - 1) / blocksPerGroup + 1;
  }

  long firstBlock(long group) {
    return firstBlock + group * blocksPerGroup;
  }

  /** Returns whether a group has a copy of the superblock and of the group descriptors. */
  boolean hasCopy(long group) throws MalformedImageException {
    if (group == 0) {
      return true;
    }
    if (features.has(ExtFeature.SPARSE_SUPER2)) {
      return group == struct.u32(0x24C) || group == struct.u32(0x250); // s_backup_bgs
    }
    return !features.has(ExtFeature.SPARSE_SUPER)
        || group == 1
        || powerOf(3, group)
        || powerOf(5, group)
        || powerOf(7, group);
  }

  private static boolean powerOf(int base, long group) {
    long power = base;
    while (power < group) {
      power *= base;
    }
    return power == group;
  }
}
