package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/** Inodes of version 2. */
final class InodeLayout2 extends UncountedInodeLayout {
  private static final int BASE_BYTES = 4;

  InodeLayout2(IdTable ids, SquashfsSuperblock superblock) {
    super(ids, superblock);
  }

  @Override
  SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    Struct base = cursor.take(INODE, BASE_BYTES);
    int number = bits().field(base, 0, 4); // inode_type
    UnixFileType type = type(base, number);
    int mode = bits().field(base, 4, 12); // mode
    long uid = ids().owner(base.u8(2)); // uid
    long gid = ids().group(base.u8(3), uid); // guid
    SquashfsInode.Base other = base(reference, type, mode, uid, gid);
    return switch (type) {
      case DIRECTORY -> directory(cursor, other, InodeTypes.extended(number));
      case REGULAR -> file(cursor, other);
      default -> withoutLinkCount(cursor, other);
    };
  }

  private SquashfsInode directory(MetadataCursor cursor, SquashfsInode.Base base, boolean extended)
      throws IOException {
    Struct struct = cursor.take(INODE, extended ? 14 : 11);
    int sizeBits = extended ? 27 : 19;
    int modified = extended ? 5 : 4;
    return SquashfsInode.directory(
        at(base, struct.s32(modified)), // mtime
        1,
        bits().bits(struct, 0, sizeBits), // file_size
        bits().bits(struct, (modified + 4) * Byte.SIZE, 24), // start_block
        bits().field(struct, sizeBits, 13), // offset
        extended ? struct.u16(12) : 0, // i_count
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }

  private static SquashfsInode file(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 20);
    SquashfsInode.Base dated = at(base, struct.s32(0)); // mtime
    return file(dated, struct, struct.u32(4), cursor.place()); // start_block
  }
}
