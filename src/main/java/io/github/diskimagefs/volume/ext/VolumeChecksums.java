package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Comparison of all checksums of a volume, and of the data of files with fs-verity with their
 * hashes: the superblock, group descriptors and bitmaps, then all inodes in use with what belongs
 * to them.
 */
final class VolumeChecksums {
  private static final int INODES_UNUSED = 0x1; // EXT4_BG_INODE_UNINIT
  private static final int BLOCKS_UNUSED = 0x2; // EXT4_BG_BLOCK_UNINIT

  private final Superblock superblock;
  private final MetadataChecksums checksums;
  private final MetadataBlocks blocks;
  private final BlockGroups groups;
  private final InodeCheck inodes;
  private long bitmaps;

  private VolumeChecksums(
      Superblock superblock, ByteSource volume, ChunkCache cache, InodeCheck.Paths paths)
      throws IOException {
    this.superblock = superblock;
    this.checksums = new MetadataChecksums(superblock, true);
    this.blocks = new MetadataBlocks(volume, cache, superblock);
    this.groups = new BlockGroups(superblock, blocks, checksums);
    // As they are on the volume: the records of fast commits have checksums of their own.
    InodeTable table =
        InodeTable.of(superblock, groups, volume, cache, checksums, FastCommits.NONE);
    this.inodes = new InodeCheck(new InodeContent(blocks, table), paths);
  }

  /**
   * Compares them.
   *
   * @param paths names files whose data do not have their hashes
   * @return figures in one line; null if the volume has none
   */
  static String check(
      Superblock superblock, ByteSource volume, ChunkCache cache, InodeCheck.Paths paths)
      throws IOException {
    VolumeChecksums check = new VolumeChecksums(superblock, volume, cache, paths);
    boolean ofInodes =
        check.checksums.ofStructures() || superblock.features().has(ExtFeature.VERITY);
    if (!check.checksums.ofGroups() && !ofInodes) {
      return null;
    }
    check.checksums.checkSuperblock(SuperblockFinder.primary(volume).struct());
    for (long group = 0; group < superblock.groups(); group++) {
      Struct descriptor = check.groups.checked(group);
      if (check.bitmaps > volume.sizeLimit() / superblock.blockSize()) {
        throw descriptor.malformed("more bitmaps than the volume has blocks");
      }
      check.bitmaps(descriptor);
      if (ofInodes) {
        check.inodes(descriptor, group);
      }
    }
    String figures = superblock.groups() + " group descriptors, " + check.bitmaps + " bitmaps";
    return ofInodes ? figures + ", " + check.inodes.figures() : figures;
  }

  private void bitmaps(Struct descriptor) throws IOException {
    if (!checksums.ofStructures()) {
      return;
    }
    boolean wide = descriptor.length() >= 64;
    int flags = flags(descriptor);
    if ((flags & BLOCKS_UNUSED) == 0) {
      Struct bitmap = blocks.read("block bitmap", block(descriptor, 0, 0x20));
      long bits = superblock.struct().u32(0x24); // s_clusters_per_group
      checksums.checkBitmap(
          bitmap, bytes(bits), descriptor.u16(0x18), wide ? descriptor.u16(0x38) : -1);
      bitmaps++;
    }
    if ((flags & INODES_UNUSED) == 0) {
      checksums.checkBitmap(
          inodeBitmap(descriptor),
          bytes(superblock.inodesPerGroup()),
          descriptor.u16(0x1A),
          wide ? descriptor.u16(0x3A) : -1);
      bitmaps++;
    }
  }

  private int bytes(long bits) {
    return (int) Math.min(superblock.blockSize(), bits / 8);
  }

  private int flags(Struct descriptor) throws IOException {
    return checksums.ofGroups() ? descriptor.u16(0x12) : 0; // bg_flags
  }

  private Struct inodeBitmap(Struct descriptor) throws IOException {
    return blocks.read("inode bitmap", block(descriptor, 4, 0x24));
  }

  private static long block(Struct descriptor, int low, int high) throws IOException {
    return descriptor.u32(low) | (descriptor.length() >= 64 ? descriptor.u32(high) << 32 : 0);
  }

  private void inodes(Struct descriptor, long group) throws IOException {
    if ((flags(descriptor) & INODES_UNUSED) != 0) {
      return;
    }
    Struct bitmap = inodeBitmap(descriptor);
    long first = group * superblock.inodesPerGroup() + 1;
    long count = Math.min(superblock.inodesPerGroup(), superblock.inodes() + 1 - first);
    for (int i = 0; i < count; i++) {
      if ((bitmap.u8(i / 8) & 1 << i % 8) != 0) {
        inodes.check(first + i);
      }
    }
  }
}
