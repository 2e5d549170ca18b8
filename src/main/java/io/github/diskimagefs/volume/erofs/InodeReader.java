package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reader of inodes, which are numbered by slots of 32 bytes from the start of the metadata.
 *
 * <p>Inodes follow each other closely, unless the data of small files are between them. Those far
 * apart are read one by one: pages would copy all of the files and keep them in the cache.
 */
final class InodeReader {
  private static final String NAME = "inode";

  private final ErofsSuperblock superblock;
  private final MetadataPages pages;
  private final ByteSource volume;
  private final InodeSpacing spacing = new InodeSpacing();

  InodeReader(ErofsSuperblock superblock, MetadataPages pages) {
    this.superblock = superblock;
    this.pages = pages;
    this.volume = pages.volume();
  }

  /** Reads the inode of a number. */
  ErofsInode read(long nid) throws IOException {
    long slots = (volume.sizeLimit() - superblock.metadataStart()) >> ErofsInode.SLOT_BITS;
    if (nid < 0 || nid >= slots) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + Long.toUnsignedString(nid) + " of " + Math.max(0, slots));
    }
    long position = superblock.metadataStart() + (nid << ErofsInode.SLOT_BITS);
    spacing.count(position / pages.pageBytes());
    // Most inodes that are read one by one need a single read, whatever their length.
    int expected = ErofsInode.COMPACT_LENGTH;
    if (spacing.farApart() && volume.holds(position, ErofsInode.EXTENDED_LENGTH)) {
      expected = ErofsInode.EXTENDED_LENGTH;
    }
    Struct struct = read(position, expected);
    int length = ErofsInode.length(struct);
    if (length > struct.length()) {
      struct = read(position, length);
    }
    return ErofsInode.read(struct, nid, position, superblock);
  }

  private Struct read(long position, int length) throws IOException {
    return spacing.farApart()
        ? Struct.read(NAME, volume, position, length, ByteOrder.LITTLE_ENDIAN)
        : pages.read(NAME, position, length);
  }
}
