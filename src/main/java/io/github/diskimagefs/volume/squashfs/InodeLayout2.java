package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Inodes of version 2, which have neither numbers nor counts of links, and times for files and
 * directories only; the others are as old as the volume.
 */
final class InodeLayout2 extends InodeLayout {
  private static final int BASE_BYTES = 4;

  private final BitFields bits;
  private final long created;

  InodeLayout2(IdTable ids, SquashfsSuperblock superblock) {
    super(ids);
    this.bits = new BitFields(superblock.order());
    this.created = superblock.created();
  }

  @Override
  SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    Struct base = cursor.take(INODE, BASE_BYTES);
    int number = bits.field(base, 0, 4); // inode_type
    InodeType type = type(base, number);
    int mode = bits.field(base, 4, 12); // mode
    long uid = ids().owner(base.u8(2)); // uid
    long gid = ids().group(base.u8(3), uid); // guid
    SquashfsInode.Base other = new SquashfsInode.Base(reference, type, mode, uid, gid, created, 0);
    return switch (type) {
      case DIRECTORY -> directory(cursor, other, InodeType.extended(number));
      case FILE -> file(cursor, other);
      default -> withoutLinkCount(cursor, other);
    };
  }

  /** Reads the rest of an inode that is neither a file nor a directory, as versions 1 and 2 do. */
  static SquashfsInode withoutLinkCount(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    return switch (base.type()) {
      case SYMBOLIC_LINK -> {
        int size = cursor.take(INODE, 2).u16(0); // symlink_size
        yield SquashfsInode.link(base, 1, size, SquashfsInode.NO_XATTRS, cursor.place());
      }
      case BLOCK_DEVICE, CHARACTER_DEVICE -> {
        int device = cursor.take(INODE, 2).u16(0); // rdev
        yield SquashfsInode.special(base, 1, device, SquashfsInode.NO_XATTRS);
      }
      default -> SquashfsInode.special(base, 1, 0, SquashfsInode.NO_XATTRS);
    };
  }

  static SquashfsInode.Base at(SquashfsInode.Base base, long modified) {
    return new SquashfsInode.Base(
        base.reference(), base.type(), base.mode(), base.uid(), base.gid(), modified, 0);
  }

  private SquashfsInode directory(MetadataCursor cursor, SquashfsInode.Base base, boolean extended)
      throws IOException {
    Struct struct = cursor.take(INODE, extended ? 14 : 11);
    int sizeBits = extended ? 27 : 19;
    int modified = extended ? 5 : 4;
    return SquashfsInode.directory(
        at(base, struct.s32(modified)), // mtime
        1,
        bits.bits(struct, 0, sizeBits), // file_size
        bits.bits(struct, (modified + 4) * Byte.SIZE, 24), // start_block
        bits.field(struct, sizeBits, 13), // offset
        extended ? struct.u16(12) : 0, // i_count
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }

  private static SquashfsInode file(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 20);
    return new SquashfsInode(
        at(base, struct.s32(0)), // mtime
        1,
        struct.u32(16), // file_size
        0,
        struct.u32(4), // start_block
        struct.u32(8), // fragment
        (int) Math.min(Integer.MAX_VALUE, struct.u32(12)), // offset
        0,
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }
}
