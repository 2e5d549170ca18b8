package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/** Layout of the inodes of a version. */
abstract class InodeLayout {
  static final String INODE = "SquashFS inode";

  /** Bytes of the longest target; Linux takes up to 4096. */
  private static final int MAX_TARGET_BYTES = 0xFFFF;

  private final IdTable ids;

  InodeLayout(IdTable ids) {
    this.ids = ids;
  }

  /** Returns the layout of a volume. */
  static InodeLayout of(SquashfsSuperblock superblock, IdTable ids) {
    return switch (superblock.major()) {
      case 1 -> new InodeLayout1(ids, superblock);
      case 2 -> new InodeLayout2(ids, superblock);
      case 3 -> new InodeLayout3(ids, superblock);
      default -> new InodeLayout4(ids);
    };
  }

  IdTable ids() {
    return ids;
  }

  /**
   * Reads the inode that the cursor is at.
   *
   * @param reference of the inode
   */
  abstract SquashfsInode read(MetadataCursor cursor, long reference) throws IOException;

  static UnixFileType type(Struct struct, int number) throws IOException {
    UnixFileType type = InodeTypes.of(number);
    if (type == null) {
      throw struct.malformed("inode_type %d", number);
    }
    return type;
  }

  static void checkTarget(Struct struct, long size) throws IOException {
    if (size > MAX_TARGET_BYTES) {
      throw struct.malformed("symlink_size %d", size);
    }
  }

  /**
   * Returns the inode of a file by fields of versions 2 and 3, without a number of links.
   *
   * @param struct 20 bytes: time or start of the content, fragment, offset, size
   */
  static SquashfsInode file(
      SquashfsInode.Base base, Struct struct, long start, MetadataPlace blocks) throws IOException {
    return SquashfsInode.file(
        base,
        1,
        struct.u32(16), // file_size
        start,
        struct.u32(8), // fragment
        offset(struct, 12), // offset
        SquashfsInode.NO_XATTRS,
        blocks);
  }

  /** Returns an offset in a fragment block; one that no block reaches is kept as the largest. */
  static int offset(Struct struct, int field) throws IOException {
    return (int) Math.min(Integer.MAX_VALUE, struct.u32(field));
  }
}
