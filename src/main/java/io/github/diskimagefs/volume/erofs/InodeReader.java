package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import java.io.IOException;

/** Reader of inodes, which are numbered by slots of 32 bytes from the start of the metadata. */
final class InodeReader {
  private static final String NAME = "inode";

  private final ErofsSuperblock superblock;
  private final MetadataPages pages;

  InodeReader(ErofsSuperblock superblock, MetadataPages pages) {
    this.superblock = superblock;
    this.pages = pages;
  }

  /** Reads the inode of a number. */
  ErofsInode read(long nid) throws IOException {
    long slots = (pages.volume().sizeLimit() - superblock.metadataStart()) >> ErofsInode.SLOT_BITS;
    if (nid < 0 || nid >= slots) {
      throw new MalformedImageException(
          NAME,
          MalformedImageException.NO_OFFSET,
          "number " + Long.toUnsignedString(nid) + " of " + Math.max(0, slots));
    }
    long position = superblock.metadataStart() + (nid << ErofsInode.SLOT_BITS);
    Struct struct = pages.read(NAME, position, ErofsInode.COMPACT_LENGTH);
    int length = ErofsInode.length(struct);
    if (length > struct.length()) {
      struct = pages.read(NAME, position, length);
    }
    return ErofsInode.read(struct, nid, position, superblock);
  }
}
