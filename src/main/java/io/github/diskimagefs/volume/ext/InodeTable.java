package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import java.io.IOException;
import java.nio.ByteOrder;

/** The inodes of a volume. */
final class InodeTable {
  private static final String NAME = "inode";

  private final Superblock superblock;
  private final BlockGroups groups;
  private final MetadataChecksums checksums;
  private final MetadataPages pages;

  InodeTable(
      Superblock superblock,
      BlockGroups groups,
      ByteSource volume,
      ChunkCache cache,
      MetadataChecksums checksums) {
    this.superblock = superblock;
    this.groups = groups;
    this.checksums = checksums;
    this.pages = new MetadataPages(volume, cache, ByteOrder.LITTLE_ENDIAN, superblock.blockSize());
  }

  /** Reads the attributes of an inode. */
  Inode read(long number) throws IOException {
    return Inode.read(struct(number), number, superblock.features());
  }

  /** Reads all of an inode, which is not to be changed. */
  Struct struct(long number) throws IOException {
    if (number < 1 || number > superblock.inodes()) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + number + " of " + superblock.inodes());
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    long index = (number - 1) % superblock.inodesPerGroup();
    if (group >= superblock.groups()) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + number + " in group " + group + " of " + superblock.groups());
    }
    long table = groups.descriptor(group).inodeTable();
    long position = table * superblock.blockSize() + index * superblock.inodeSize();
    Struct struct = pages.read(NAME, position, superblock.inodeSize());
    checksums.checkInode(struct, number);
    return struct;
  }
}
