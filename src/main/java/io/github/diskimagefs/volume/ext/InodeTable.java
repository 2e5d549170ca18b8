package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The inodes of a volume. Neighbours are read together, and kept in the image's cache: a
 * directory's entries have inodes close to each other.
 */
final class InodeTable {
  private static final String NAME = "inode";
  private static final int MIN_PAGE_BYTES = 16 << 10;

  private final Superblock superblock;
  private final BlockGroups groups;
  private final ByteSource volume;
  private final ChunkCache cache;
  private final MetadataChecksums checksums;
  private final int pageSize;
  private volatile Page last;

  private record Page(long number, Struct struct) {}

  InodeTable(
      Superblock superblock,
      BlockGroups groups,
      ByteSource volume,
      ChunkCache cache,
      MetadataChecksums checksums) {
    this.superblock = superblock;
    this.groups = groups;
    this.volume = volume;
    this.cache = cache;
    this.checksums = checksums;
    this.pageSize = Math.max(MIN_PAGE_BYTES, superblock.blockSize());
  }

  /** Reads the attributes of an inode. */
  Inode read(long number) throws IOException {
    return Inode.read(struct(number), number, superblock.features());
  }

  /** Reads all of an inode, which is not to be changed. */
  Struct struct(long number) throws IOException {
    if (number < 1 || number > superblock.inodes()) {
      throw new MalformedImageException(
          "inode",
          MalformedImageException.NO_OFFSET,
          "number " + number + " of " + superblock.inodes());
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    long index = (number - 1) % superblock.inodesPerGroup();
    if (group >= superblock.groups()) {
      throw new MalformedImageException(
          "inode",
          MalformedImageException.NO_OFFSET,
          "number " + number + " in group " + group + " of " + superblock.groups());
    }
    long table = groups.descriptor(group).inodeTable();
    long position = table * superblock.blockSize() + index * superblock.inodeSize();
    Struct struct = at(position);
    checksums.checkInode(struct, number);
    return struct;
  }

  private Struct at(long position) throws IOException {
    long number = position / pageSize;
    Page page = last;
    if (page == null || page.number != number) {
      try {
        page = new Page(number, page(number));
        last = page;
      } catch (MalformedImageException e) {
        // The unreadable bytes need not be those of this inode.
        return Struct.read(NAME, volume, position, superblock.inodeSize(), ByteOrder.LITTLE_ENDIAN);
      }
    }
    return page.struct.slice((int) (position - number * pageSize), superblock.inodeSize());
  }

  private Struct page(long number) throws IOException {
    byte[] bytes = cache.get(this, number, this::load);
    long offset = MetadataBlocks.offset(volume, number * pageSize);
    return Struct.of(NAME, bytes, offset, ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] load(long page) throws IOException {
    long start = page * pageSize;
    byte[] bytes = new byte[(int) volume.clip(start, pageSize)];
    volume.readFully(start, ByteBuffer.wrap(bytes));
    return bytes;
  }
}
