package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixInode;
import java.nio.file.attribute.FileTime;

/**
 * Inode ({@code struct ext4_inode}): the attributes of an entry. Times are kept as {@link
 * InodeTime} has them, so that an entry takes less memory.
 *
 * @param mode {@code st_mode}
 * @param size of the content in bytes
 * @param flags bits {@code FLAG_…}
 * @param attributeBlock block of extended attributes, 0 if there is none
 * @param mtime time of the last modification
 * @param atime time of the last access
 * @param ctime time of the last change of the inode
 * @param crtime time of creation; {@link InodeTime#NONE} if not recorded
 * @param device device number; 0 if it is not a device
 */
record Inode(
    long number,
    int mode,
    long uid,
    long gid,
    long size,
    long links,
    long flags,
    long generation,
    long attributeBlock,
    long mtime,
    long atime,
    long ctime,
    long crtime,
    long device)
    implements UnixInode {

  static final long FLAG_COMPRESSED = 0x4;
  static final long FLAG_ENCRYPTED = 0x800;
  static final long FLAG_INDEX = 0x1000;
  static final long FLAG_EXTENTS = 0x8_0000;
  static final long FLAG_VERITY = 0x10_0000;
  static final long FLAG_ATTRIBUTE_VALUE = 0x20_0000;
  static final long FLAG_INLINE_DATA = 0x1000_0000;
  static final long FLAG_CASEFOLD = 0x4000_0000;

  /** Offset and length of the field that holds the block map, a fast link, or inline data. */
  static final int BLOCK_OFFSET = 0x28;

  static final int BLOCK_LENGTH = 60;

  /** Length of the fields that every inode has. */
  static final int CLASSIC_LENGTH = 128;

  /** Reads an inode of {@code s_inode_size} bytes. */
  static Inode read(Struct struct, long number, ExtFeatures features)
      throws MalformedImageException {
    int mode = struct.u16(0);
    UnixFileType type = UnixFileType.of(mode);
    int end = CLASSIC_LENGTH + extraSize(struct);
    boolean large =
        type == UnixFileType.REGULAR
            || (type == UnixFileType.DIRECTORY && features.has(ExtFeature.LARGE_DIR));
    long size = struct.u32(4) | (large ? struct.u32(0x6C) << 32 : 0);
    // Without 64bit the upper half may be that of another field, as on volumes of the Hurd.
    long attributesHigh = features.has(ExtFeature.BITS_64) ? struct.u16(0x76) : 0;
    if (size < 0) {
      throw struct.malformed("i_size %s", Long.toUnsignedString(size));
    }
    if (type == null) {
      throw struct.malformed("i_mode %s is of no file type", Integer.toOctalString(mode));
    }
    return new Inode(
        number,
        mode,
        struct.u16(2) | (long) struct.u16(0x78) << 16, // i_uid, l_i_uid_high
        struct.u16(0x18) | (long) struct.u16(0x7A) << 16, // i_gid, l_i_gid_high
        size,
        struct.u16(0x1A), // i_links_count
        struct.u32(0x20), // i_flags
        struct.u32(0x64), // i_generation
        struct.u32(0x68) | attributesHigh << 32, // i_file_acl, l_i_file_acl_high
        InodeTime.read(struct, 0x10, 0x88, end), // i_mtime
        InodeTime.read(struct, 8, 0x8C, end), // i_atime
        InodeTime.read(struct, 0xC, 0x84, end), // i_ctime
        end >= 0x98 ? InodeTime.read(struct, 0x90, 0x94, end) : InodeTime.NONE, // i_crtime
        type.device() ? device(struct) : 0);
  }

  /** Returns the bytes of fields after the first 128, of which all but these are attributes. */
  static int extraSize(Struct struct) throws MalformedImageException {
    int room = struct.length() - CLASSIC_LENGTH;
    if (room == 0) {
      return 0;
    }
    int extra = struct.u16(0x80); // i_extra_isize
    if (extra > room || extra % 4 != 0) {
      throw struct.malformed("i_extra_isize %d of %d", extra, room);
    }
    return extra;
  }

  /** Reads a device number: 8 and 8 bits in the first word, or 12 and 20 bits in the second. */
  private static long device(Struct struct) throws MalformedImageException {
    long old = struct.u32(BLOCK_OFFSET);
    return old != 0 ? old & 0xFFFF : struct.u32(BLOCK_OFFSET + 4);
  }

  /** Returns the same with another number of links. */
  Inode withLinks(long count) {
    return new Inode(
        number,
        mode,
        uid,
        gid,
        size,
        count,
        flags,
        generation,
        attributeBlock,
        mtime,
        atime,
        ctime,
        crtime,
        device);
  }

  boolean is(long flag) {
    return (flags & flag) != 0;
  }

  boolean regular() {
    return type() == UnixFileType.REGULAR;
  }

  boolean symbolicLink() {
    return type() == UnixFileType.SYMBOLIC_LINK;
  }

  @Override
  public FileTime modified() {
    return InodeTime.fileTime(mtime);
  }

  @Override
  public FileTime accessed() {
    return InodeTime.fileTime(atime);
  }

  @Override
  public FileTime changed() {
    return InodeTime.fileTime(ctime);
  }

  /** Returns the time of creation, which only inodes of more than 128 bytes record. */
  @Override
  public FileTime created() {
    return crtime == InodeTime.NONE || crtime == 0 ? modified() : InodeTime.fileTime(crtime);
  }
}
