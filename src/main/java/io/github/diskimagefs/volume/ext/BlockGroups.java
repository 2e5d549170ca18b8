package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The block groups of a volume. Descriptors are read as they are needed: those after the superblock
 * first; if one is damaged, its copies in other groups.
 */
final class BlockGroups {
  /** Copies that are looked at: with sparse_super, groups 1, 3, 5, 7, 9. */
  private static final int MAX_COPIES = 5;

  private static final int MAX_COPY_GROUP = 50;

  private final Superblock superblock;
  private final MetadataBlocks blocks;
  private final MetadataChecksums checksums;
  private final long perBlock;
  private volatile Known last;

  private record Known(long group, GroupDescriptor descriptor) {}

  BlockGroups(Superblock superblock, MetadataBlocks blocks, MetadataChecksums checksums) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.checksums = checksums;
    this.perBlock = superblock.blockSize() / superblock.descriptorSize();
  }

  /** Returns the descriptor of a group from 0 to less than their number. */
  GroupDescriptor descriptor(long group) throws IOException {
    Known known = last;
    if (known == null || known.group != group) {
      known = new Known(group, find(group));
      last = known;
    }
    return known.descriptor;
  }

  /** Reads a descriptor after the superblock, not a copy, and compares its checksum. */
  Struct checked(long group) throws IOException {
    Struct struct = struct(location(group, 0), group);
    checksums.checkGroup(struct, group);
    return struct;
  }

  private GroupDescriptor find(long group) throws IOException {
    MalformedImageException first;
    try {
      return read(location(group, 0), group, true);
    } catch (MalformedImageException e) {
      first = e;
    }
    int copies = 0;
    for (long copy = 1; copies < MAX_COPIES && copy < MAX_COPY_GROUP; copy++) {
      if (copy < superblock.groups() && superblock.hasCopy(copy)) {
        copies++;
        try {
          return read(location(group, copy), group, true);
        } catch (MalformedImageException e) {
          first.addSuppressed(e);
        }
      }
    }
    if (checksums.required()) {
      throw first;
    }
    return read(location(group, 0), group, false);
  }

  private Struct struct(long block, long group) throws IOException {
    int offset = (int) (group % perBlock) * superblock.descriptorSize();
    return blocks
        .read("group descriptors", block)
        .slice("group descriptor " + group, offset, superblock.descriptorSize());
  }

  private GroupDescriptor read(long block, long group, boolean check) throws IOException {
    Struct struct = struct(block, group);
    if (check) {
      checksums.checkGroup(struct, group);
    }
    GroupDescriptor descriptor = GroupDescriptor.read(struct);
    long length = superblock.inodesPerGroup() * superblock.inodeSize();
    long count = (length - 1) / superblock.blockSize() + 1;
    if (descriptor.inodeTable() <= superblock.firstBlock()
        || descriptor.inodeTable() > superblock.blocks() - count) {
      throw struct.malformed(
          "inode table of %d blocks at %d of %d",
          count, descriptor.inodeTable(), superblock.blocks());
    }
    return descriptor;
  }

  /** Returns the block of a group's descriptor, or of its copy in another group or meta group. */
  private long location(long group, long copy) throws MalformedImageException {
    long index = group / perBlock;
    if (superblock.features().has(ExtFeature.META_BG)
        && index >= superblock.struct().u32(0x104)) { // s_first_meta_bg
      long first = index * perBlock;
      long holder = copy == 0 ? first : copy == 1 ? first + 1 : first + perBlock - 1;
      holder = Math.min(holder, superblock.groups() - 1);
      return superblock.firstBlock(holder) + (superblock.hasCopy(holder) ? 1 : 0) + shift(holder);
    }
    return superblock.firstBlock(copy) + shift(copy) + 1 + index;
  }

  /** Returns 1 for the group 0 of blocks of 1024 bytes that are counted from 0 (bigalloc). */
  private long shift(long group) {
    boolean behindBootBlock = superblock.blockSize() == 1024 && superblock.firstBlock() == 0;
    return behindBootBlock && group == 0 ? 1 : 0;
  }
}
