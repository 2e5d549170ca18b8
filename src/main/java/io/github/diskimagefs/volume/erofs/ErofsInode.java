package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixInode;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Inode ({@code struct erofs_inode_compact}, {@code struct erofs_inode_extended}).
 *
 * @param nid its number
 * @param layout how the content is stored
 * @param attributesStart byte position of the extended attributes, right after the inode
 * @param bodyStart byte position of the bytes after the extended attributes: inline data, chunk or
 *     cluster index
 * @param field start block, chunk format or device number ({@code i_u})
 * @param hole whether the content is all zeros and not stored
 * @param seconds of the time of the last modification
 */
record ErofsInode(
    long nid,
    DataLayout layout,
    int mode,
    long size,
    long links,
    long uid,
    long gid,
    long attributesStart,
    long bodyStart,
    long field,
    boolean hole,
    long seconds,
    int nanoseconds)
    implements UnixInode {
  /** Bytes of a slot: inodes are numbered by their slots. */
  static final int SLOT_BITS = 5;

  static final int COMPACT_LENGTH = 32;
  static final int EXTENDED_LENGTH = 64;

  private static final int EXTENDED = 1; // EROFS_I_VERSION_MASK
  private static final int LAYOUT_SHIFT = 1;
  private static final int LAYOUT_MASK = 7;

  /** Bit 4: one link, or a directory without an entry for itself. */
  private static final int ONE_LINK = 0x10;

  private static final int KNOWN_FORMAT = 0x1F;
  private static final int ATTRIBUTE_HEADER = 12;
  private static final long NO_BLOCK = 0xFFFF_FFFFL;
  private static final int NO_BLOCK_HIGH = 0xFFFF;
  private static final int MAX_NANOSECONDS = 999_999_999;

  /** Returns the length of an inode that starts with these bytes. */
  static int length(Struct struct) throws MalformedImageException {
    return (struct.u16(0) & EXTENDED) != 0 ? EXTENDED_LENGTH : COMPACT_LENGTH;
  }

  /**
   * Reads an inode.
   *
   * @param position its byte position in the volume
   */
  static ErofsInode read(Struct struct, long nid, long position, ErofsSuperblock superblock)
      throws IOException {
    int format = struct.u16(0); // i_format
    if ((format & ~KNOWN_FORMAT) != 0) {
      throw new UnsupportedImageException("EROFS inode format 0x" + Integer.toHexString(format));
    }
    int number = (format >> LAYOUT_SHIFT) & LAYOUT_MASK;
    DataLayout layout = DataLayout.of(number);
    if (layout == null) {
      throw struct.mismatch("a data layout of 0 to 4", number);
    }
    int mode = struct.u16(4); // i_mode
    UnixFileType type = UnixFileType.of(mode);
    if (type == null) {
      throw struct.malformed("i_mode %s is of no file type", Integer.toOctalString(mode));
    }
    boolean extended = (format & EXTENDED) != 0;
    boolean oneLink = (format & ONE_LINK) != 0 && type != UnixFileType.DIRECTORY;
    long slots = struct.u16(2); // i_xattr_icount
    long attributes = position + length(struct);
    long body = attributes + (slots == 0 ? 0 : ATTRIBUTE_HEADER + (slots - 1) * Integer.BYTES);
    long field = struct.u32(0x10); // i_u
    boolean noBlock =
        field == NO_BLOCK && ((!extended && !oneLink) || struct.u16(6) == NO_BLOCK_HIGH);
    return new ErofsInode(
        nid,
        layout,
        mode,
        extended ? struct.u64(8) : struct.u32(8), // i_size
        extended ? struct.u32(0x2C) : oneLink ? 1 : struct.u16(6), // i_nlink
        extended ? struct.u32(0x18) : struct.u16(0x18), // i_uid
        extended ? struct.u32(0x1C) : struct.u16(0x1A), // i_gid
        attributes,
        body,
        field,
        noBlock && layout == DataLayout.FLAT_PLAIN,
        extended ? struct.s64(0x20) : superblock.epoch() + struct.u32(0xC), // i_mtime
        nanoseconds(extended ? struct.u32(0x28) : superblock.nanoseconds())); // i_mtime_nsec
  }

  private static int nanoseconds(long recorded) {
    return recorded > MAX_NANOSECONDS ? 0 : (int) recorded;
  }

  @Override
  public long device() {
    return type().device() ? field : 0;
  }

  /** Returns the time; one that no calendar has is cut by {@link FileTime}. */
  @Override
  public FileTime modified() {
    return seconds >= Instant.MIN.getEpochSecond() && seconds < Instant.MAX.getEpochSecond()
        ? FileTime.from(Instant.ofEpochSecond(seconds, nanoseconds))
        : FileTime.from(seconds, TimeUnit.SECONDS);
  }
}
