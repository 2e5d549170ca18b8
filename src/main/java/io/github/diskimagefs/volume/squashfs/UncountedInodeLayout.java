package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/**
 * Layout of the inodes of versions 1 and 2, which have neither numbers nor counts of links, and
 * times for files and directories only; the others are as old as the volume.
 */
abstract class UncountedInodeLayout extends InodeLayout {
  private final BitFields bits;
  private final long created;

  UncountedInodeLayout(IdTable ids, SquashfsSuperblock superblock) {
    super(ids);
    this.bits = new BitFields(superblock.order());
    this.created = superblock.created();
  }

  final BitFields bits() {
    return bits;
  }

  /** Returns the fields of every type, with the volume's time. */
  final SquashfsInode.Base base(long reference, UnixFileType type, int mode, long uid, long gid) {
    return new SquashfsInode.Base(reference, type, mode, uid, gid, created, 0);
  }

  /** Returns the fields of every type with a time of their own. */
  static SquashfsInode.Base at(SquashfsInode.Base base, long modified) {
    return new SquashfsInode.Base(
        base.reference(), base.type(), base.mode(), base.uid(), base.gid(), modified, 0);
  }

  /** Reads the rest of an inode that is neither a file nor a directory. */
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
}
