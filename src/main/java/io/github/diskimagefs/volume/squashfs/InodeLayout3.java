package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/** Inodes of version 3. */
final class InodeLayout3 extends InodeLayout {
  private static final int BASE_BYTES = 12;

  private final BitFields bits;

  InodeLayout3(IdTable ids, SquashfsSuperblock superblock) {
    super(ids);
    this.bits = new BitFields(superblock.order());
  }

  @Override
  SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    Struct base = cursor.take(INODE, BASE_BYTES);
    int number = bits.field(base, 0, 4); // inode_type
    UnixFileType type = type(base, number);
    long uid = ids().owner(base.u8(2)); // uid
    SquashfsInode.Base read =
        new SquashfsInode.Base(
            reference,
            type,
            bits.field(base, 4, 12), // mode
            uid,
            ids().group(base.u8(3), uid), // guid
            base.s32(4), // mtime
            base.u32(8)); // inode_number
    boolean extended = InodeTypes.extended(number);
    return switch (type) {
      case DIRECTORY -> directory(cursor, read, extended);
      case REGULAR -> extended ? extendedFile(cursor, read) : file(cursor, read);
      case SYMBOLIC_LINK -> {
        Struct struct = cursor.take(INODE, 6); // nlink, symlink_size
        yield SquashfsInode.link(
            read, struct.u32(0), struct.u16(4), SquashfsInode.NO_XATTRS, cursor.place());
      }
      case BLOCK_DEVICE, CHARACTER_DEVICE -> {
        Struct struct = cursor.take(INODE, 6); // nlink, rdev
        yield SquashfsInode.special(read, struct.u32(0), struct.u16(4), SquashfsInode.NO_XATTRS);
      }
      default -> {
        Struct struct = cursor.take(INODE, 4); // nlink
        yield SquashfsInode.special(read, struct.u32(0), 0, SquashfsInode.NO_XATTRS);
      }
    };
  }

  private SquashfsInode directory(MetadataCursor cursor, SquashfsInode.Base base, boolean extended)
      throws IOException {
    Struct struct = cursor.take(INODE, extended ? 19 : 16);
    int sizeBits = extended ? 27 : 19;
    int start = extended ? 9 : 8;
    return SquashfsInode.directory(
        base,
        struct.u32(0), // nlink
        bits.bits(struct, 32, sizeBits), // file_size
        struct.u32(start), // start_block
        bits.field(struct, 32 + sizeBits, 13), // offset
        extended ? struct.u16(13) : 0, // i_count
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }

  private static SquashfsInode file(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 20);
    return file(base, struct, struct.u64(0), cursor.place()); // start_block
  }

  private static SquashfsInode extendedFile(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 28);
    return SquashfsInode.file(
        base,
        struct.u32(0), // nlink
        struct.u64(20), // file_size
        struct.u64(4), // start_block
        struct.u32(12), // fragment
        offset(struct, 16), // offset
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }
}
