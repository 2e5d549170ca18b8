package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import io.github.diskimagefs.volume.UnixInode;
import java.nio.ByteOrder;

/**
 * Inode ({@code struct cramfs_inode}), which is at the start of a directory entry.
 *
 * @param field bytes of the content; of a device, its number
 * @param nameLength bytes of the name after the inode, padding included
 * @param offset byte position of the content
 */
record CramfsInode(int mode, long uid, long gid, long field, int nameLength, long offset)
    implements UnixInode {
  static final int LENGTH = 12;

  private static final int UNIT = 4;
  private static final int SIZE_BITS = 24;
  private static final int NAME_BITS = 6;
  private static final int DEVICE_MASK = 0xFFFF;

  /**
   * Reads an inode. Its fields are bits of three words: from the lowest bit on in a little-endian
   * volume, from the highest on in a big-endian one.
   */
  static CramfsInode read(Struct struct, ByteOrder order) throws MalformedImageException {
    int mode = struct.u16(0);
    if (UnixFileType.of(mode) == null) {
      throw struct.malformed("mode %s is of no file type", Integer.toOctalString(mode));
    }
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    long size = struct.u32(4);
    long place = struct.u32(8);
    int offsetBits = Integer.SIZE - NAME_BITS;
    return new CramfsInode(
        mode,
        struct.u16(2),
        struct.u8(7),
        little ? size & ((1 << SIZE_BITS) - 1) : size >> (Integer.SIZE - SIZE_BITS),
        (int) (little ? place & ((1 << NAME_BITS) - 1) : place >> offsetBits) * UNIT,
        (little ? place >> NAME_BITS : place & ((1 << offsetBits) - 1)) * UNIT);
  }

  @Override
  public long size() {
    return type().device() ? 0 : field;
  }

  @Override
  public long links() {
    return 1;
  }

  /** Returns the device number: 8 bits major, 8 bits minor, which Linux still writes so. */
  @Override
  public long device() {
    return type().device() ? field & DEVICE_MASK : 0;
  }
}
