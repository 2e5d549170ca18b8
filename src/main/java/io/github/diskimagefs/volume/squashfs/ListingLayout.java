package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Layout of listings: headers, each followed by up to 256 entries whose inodes are in one metadata
 * block. And that of the indexes which lead to some of the headers.
 */
final class ListingLayout {
  static final String HEADER = "SquashFS directory header";
  static final String ENTRY = "SquashFS directory entry";
  static final String INDEX = "SquashFS directory index";

  /** Entries of a header, and bytes of a name. */
  static final int MAX = 256;

  /** The size of a listing counts three bytes more, for the entries that are not stored. */
  private static final int VIRTUAL_BYTES = 3;

  private final int major;
  private final BitFields bits;

  /**
   * Header of up to 256 entries.
   *
   * @param count of the entries
   * @param block offset in the inode table of the metadata block with their inodes
   * @param number from which their inodes' numbers are counted
   */
  record Header(int count, long block, long number) {}

  /**
   * Fixed part of an entry.
   *
   * @param reference of the inode
   * @param type of the inode as a basic one; 0 if there is no such type
   * @param nameLength bytes of the name, which follows
   */
  record Entry(long reference, int type, int nameLength) {}

  /**
   * Fixed part of an entry of an index.
   *
   * @param position in the listing of a header
   * @param block offset in the directory table of the metadata block with that header
   * @param nameLength bytes of the name of the header's first entry, which follows
   */
  record Index(long position, long block, int nameLength) {}

  ListingLayout(SquashfsSuperblock superblock) {
    this.major = superblock.major();
    this.bits = new BitFields(superblock.order());
  }

  /** Returns the bytes of a directory's listing. */
  long length(SquashfsInode directory) {
    return major < 3 ? directory.size() : Math.max(0, directory.size() - VIRTUAL_BYTES);
  }

  /** Returns the bytes of a header. */
  int headerBytes() {
    return major < 3 ? 4 : major == 3 ? 9 : 12;
  }

  /** Returns the bytes of an entry before its name. */
  int entryBytes() {
    return major < 3 ? 3 : major == 3 ? 5 : 8;
  }

  /** Reads a header. */
  Header header(Struct struct) throws IOException {
    if (major < 3) {
      return new Header(struct.u8(0) + 1, bits.bits(struct, 8, 24), 0);
    }
    if (major == 3) {
      return new Header(struct.u8(0) + 1, struct.u32(1), struct.u32(5));
    }
    long count = struct.u32(0) + 1;
    if (count > MAX) {
      throw struct.malformed("%d entries", count);
    }
    return new Header((int) count, struct.u32(4), struct.u32(8));
  }

  /** Reads an entry without its name. */
  Entry entry(Struct struct, Header header) throws IOException {
    if (major < 4) {
      return new Entry(
          (header.block << 16) | bits.bits(struct, 0, 13), // offset
          bits.field(struct, 13, 3), // type
          struct.u8(2) + 1); // size
    }
    int nameLength = struct.u16(6) + 1;
    if (nameLength > MAX) {
      throw struct.malformed("a name of %d bytes", nameLength);
    }
    return new Entry((header.block << 16) | struct.u16(0), struct.u16(4), nameLength);
  }

  /** Returns the bytes of an entry of an index before its name. */
  int indexBytes() {
    return major < 3 ? 8 : major == 3 ? 9 : 12;
  }

  /** Reads an entry of an index without its name. */
  Index index(Struct struct) throws IOException {
    if (major < 3) {
      return new Index(bits.bits(struct, 0, 27), bits.bits(struct, 27, 29), struct.u8(7) + 1);
    }
    if (major == 3) {
      return new Index(struct.u32(0), struct.u32(4), struct.u8(8) + 1);
    }
    long nameLength = struct.u32(8) + 1;
    if (nameLength > MAX) {
      throw struct.malformed("a name of %d bytes", nameLength);
    }
    return new Index(struct.u32(0), struct.u32(4), (int) nameLength);
  }
}
