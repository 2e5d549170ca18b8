package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/**
 * Inodes of version 1. The type also tells in which 16 entries of the table the owner is; type 0 is
 * a FIFO or socket, whose own type follows.
 */
final class InodeLayout1 extends UncountedInodeLayout {
  private static final int BASE_BYTES = 3;
  private static final int TYPES = 5;
  private static final int OWNERS = 16;
  private static final int NO_GROUP = 15;

  InodeLayout1(IdTable ids, SquashfsSuperblock superblock) {
    super(ids, superblock);
  }

  @Override
  SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    Struct base = cursor.take(INODE, BASE_BYTES);
    int number = bits().field(base, 0, 4); // inode_type
    int owners = number == 0 ? 0 : (number - 1) / TYPES;
    number = number == 0 ? 0 : (number - 1) % TYPES + 1;
    if (number == 0) {
      Struct ipc = cursor.take(INODE, 1);
      number = bits().field(ipc, 0, 4); // type
      owners = bits().field(ipc, 4, 4); // offset
    }
    UnixFileType type = type(base, number);
    int mode = bits().field(base, 4, 12); // mode
    long uid = ids().owner(owners * OWNERS + bits().field(base, 16, 4)); // uid
    int group = bits().field(base, 20, 4); // guid
    long gid = group == NO_GROUP ? uid : ids().group(group, uid);
    SquashfsInode.Base other = base(reference, type, mode, uid, gid);
    return switch (type) {
      case DIRECTORY -> {
        Struct struct = cursor.take(INODE, 11);
        yield SquashfsInode.directory(
            at(other, struct.s32(4)), // mtime
            1,
            bits().bits(struct, 0, 19), // file_size
            bits().bits(struct, 64, 24), // start_block
            bits().field(struct, 19, 13), // offset
            0,
            SquashfsInode.NO_XATTRS,
            null);
      }
      case REGULAR -> {
        Struct struct = cursor.take(INODE, 12);
        yield SquashfsInode.file(
            at(other, struct.s32(0)), // mtime
            1,
            struct.u32(8), // file_size
            struct.u32(4), // start_block
            SquashfsInode.NO_FRAGMENT,
            0,
            SquashfsInode.NO_XATTRS,
            cursor.place());
      }
      default -> withoutLinkCount(cursor, other);
    };
  }
}
