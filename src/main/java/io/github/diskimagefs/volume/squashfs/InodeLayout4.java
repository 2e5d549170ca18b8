package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/** Inodes of version 4, whose fields are whole bytes. */
final class InodeLayout4 extends InodeLayout {
  private static final int BASE_BYTES = 16;

  InodeLayout4(IdTable ids) {
    super(ids);
  }

  @Override
  SquashfsInode read(MetadataCursor cursor, long reference) throws IOException {
    Struct base = cursor.take(INODE, BASE_BYTES);
    int number = base.u16(0); // inode_type
    UnixFileType type = type(base, number);
    SquashfsInode.Base read =
        new SquashfsInode.Base(
            reference,
            type,
            base.u16(2) & 07777, // mode
            ids().owner(base.u16(4)), // uid
            ids().owner(base.u16(6)), // guid
            base.u32(8), // mtime
            base.u32(12)); // inode_number
    boolean extended = InodeTypes.extended(number);
    return switch (type) {
      case DIRECTORY -> extended ? extendedDirectory(cursor, read) : directory(cursor, read);
      case REGULAR -> extended ? extendedFile(cursor, read) : file(cursor, read);
      case SYMBOLIC_LINK -> link(cursor, read, extended);
      default -> special(cursor, read, extended);
    };
  }

  private static SquashfsInode directory(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 16);
    return SquashfsInode.directory(
        base,
        struct.u32(4), // nlink
        struct.u16(8), // file_size
        struct.u32(0), // start_block
        struct.u16(10), // offset
        0,
        SquashfsInode.NO_XATTRS,
        null);
  }

  private static SquashfsInode extendedDirectory(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 24);
    return SquashfsInode.directory(
        base,
        struct.u32(0), // nlink
        struct.u32(4), // file_size
        struct.u32(8), // start_block
        struct.u16(18), // offset
        struct.u16(16), // i_count
        struct.u32(20), // xattr
        cursor.place());
  }

  private static SquashfsInode file(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 16);
    return SquashfsInode.file(
        base,
        1,
        struct.u32(12), // file_size
        struct.u32(0), // start_block
        struct.u32(4), // fragment
        offset(struct, 8), // offset
        SquashfsInode.NO_XATTRS,
        cursor.place());
  }

  private static SquashfsInode extendedFile(MetadataCursor cursor, SquashfsInode.Base base)
      throws IOException {
    Struct struct = cursor.take(INODE, 40);
    return SquashfsInode.file(
        base,
        struct.u32(24), // nlink
        struct.u64(8), // file_size
        struct.u64(0), // start_block
        struct.u32(28), // fragment
        offset(struct, 32), // offset
        struct.u32(36), // xattr
        cursor.place());
  }

  private static SquashfsInode link(
      MetadataCursor cursor, SquashfsInode.Base base, boolean extended) throws IOException {
    Struct struct = cursor.take(INODE, 8);
    long size = struct.u32(4); // symlink_size
    checkTarget(struct, size);
    MetadataPlace target = cursor.place();
    long xattrs = SquashfsInode.NO_XATTRS;
    if (extended) {
      cursor.skip(size);
      xattrs = cursor.take(INODE, 4).u32(0); // xattr
    }
    return SquashfsInode.link(base, struct.u32(0), size, xattrs, target); // nlink
  }

  private static SquashfsInode special(
      MetadataCursor cursor, SquashfsInode.Base base, boolean extended) throws IOException {
    int xattr = base.type().device() ? 8 : 4;
    Struct struct = cursor.take(INODE, extended ? xattr + 4 : xattr);
    return SquashfsInode.special(
        base,
        struct.u32(0), // nlink
        base.type().device() ? struct.u32(4) : 0, // rdev
        extended ? struct.u32(xattr) : SquashfsInode.NO_XATTRS); // xattr
  }
}
