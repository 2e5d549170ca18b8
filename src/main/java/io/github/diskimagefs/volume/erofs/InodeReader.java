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
 * apart are read one by one: pages would copy all of the files and keep them in the cache. The
 * counters race, which does no harm.
 */
final class InodeReader {
  private static final String NAME = "inode";

  /** Reads after which the distance of inodes is judged anew. */
  private static final int READS = 64;

  /** Moves to another page in so many reads that show inodes to be far apart. */
  private static final int MIN_MOVES = 4;

  private final ErofsSuperblock superblock;
  private final MetadataPages pages;
  private final ByteSource volume;

  private long page = -1;
  private int moves;
  private int reads;
  private boolean farApart;

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
    note(position / pages.pageBytes());
    // Most inodes that are read one by one need a single read, whatever their length.
    int expected = ErofsInode.COMPACT_LENGTH;
    if (farApart && volume.holds(position, ErofsInode.EXTENDED_LENGTH)) {
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
    return farApart
        ? Struct.read(NAME, volume, position, length, ByteOrder.LITTLE_ENDIAN)
        : pages.read(NAME, position, length);
  }

  private void note(long next) {
    if (next != page) {
      page = next;
      moves++;
    }
    reads++;
    if (reads >= READS) {
      farApart = moves >= MIN_MOVES;
      reads = 0;
      moves = 0;
    }
  }
}
