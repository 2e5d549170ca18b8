package io.github.diskimagefs.volume.cramfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Superblock ({@code struct cramfs_super}).
 *
 * @param start its byte position: 0, or 512 after a boot sector
 * @param order of the bytes of the volume
 * @param struct its bytes
 * @param flags {@code FLAG_…}
 * @param root the inode of the root directory
 */
record CramfsSuperblock(long start, ByteOrder order, Struct struct, long flags, CramfsInode root) {
  /** Offset of the superblock after a boot sector. */
  static final int PADDED_START = 512;

  static final int LENGTH = 76;

  private static final int MAGIC = 0x28CD_3D45;
  private static final int CRC_OFFSET = 32;
  private static final int ROOT_OFFSET = 64;
  private static final long VERSION_2 = 0x1; //             CRAMFS_FLAG_FSID_VERSION_2
  private static final long SHIFTED_ROOT = 0x400; //        CRAMFS_FLAG_SHIFTED_ROOT_OFFSET
  private static final long EXTENDED_POINTERS = 0x800; //   CRAMFS_FLAG_EXT_BLOCK_POINTERS

  /** Compatible flags, holes, the reserved "wrong signature", and the two above. */
  private static final long KNOWN = 0xFF | 0x100 | 0x200 | SHIFTED_ROOT | EXTENDED_POINTERS;

  private static final int WINDOW_BYTES = 64 << 10;

  /** Returns whether a volume has the magic number. */
  static boolean signed(ByteSource volume) throws IOException {
    return start(volume) >= 0;
  }

  /** Returns the byte position of the superblock; -1 if there is none. */
  private static int start(ByteSource volume) throws IOException {
    for (int start : new int[] {0, PADDED_START}) {
      if (volume.holds(start, LENGTH) && order(struct(volume, start)) != null) {
        return start;
      }
    }
    return -1;
  }

  private static Struct struct(ByteSource volume, long start) throws IOException {
    return Struct.read("superblock", volume, start, LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the byte order of a superblock; null if it is none. */
  private static ByteOrder order(Struct struct) throws MalformedImageException {
    if (struct.littleEndian().s32(0) == MAGIC) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return struct.bigEndian().s32(0) == MAGIC ? ByteOrder.BIG_ENDIAN : null;
  }

  /** Reads the superblock of a volume that has the magic number. */
  static CramfsSuperblock read(ByteSource volume) throws IOException {
    int start = start(volume);
    Struct struct = struct(volume, start);
    ByteOrder order = order(struct);
    if (order == ByteOrder.BIG_ENDIAN) {
      struct = struct.bigEndian();
    }
    long flags = struct.u32(8);
    if ((flags & ~KNOWN) != 0) {
      throw new UnsupportedImageException("cramfs with flags 0x" + Long.toHexString(flags));
    }
    Struct inode = struct.slice("inode", ROOT_OFFSET, CramfsInode.LENGTH);
    CramfsSuperblock read =
        new CramfsSuperblock(start, order, struct, flags, CramfsInode.read(inode, order));
    read.check();
    return read;
  }

  private void check() throws MalformedImageException {
    if (!root.directory()) {
      throw struct.malformed("the root is of mode %o, not a directory", root.mode());
    }
    long offset = root.offset();
    boolean usual = offset == LENGTH || offset == PADDED_START + LENGTH;
    if (offset != 0 && !usual && (flags & SHIFTED_ROOT) == 0) {
      throw struct.malformed("the root directory starts at byte %d", offset);
    }
  }

  /** Returns the byte position of the inode of the root directory. */
  long rootPosition() {
    return start + ROOT_OFFSET;
  }

  /** Returns whether pointers of blocks have flags. */
  boolean extendedPointers() {
    return (flags & EXTENDED_POINTERS) != 0;
  }

  /** Returns whether the superblock has a checksum and counts, which early writers left out. */
  boolean versioned() {
    return (flags & VERSION_2) != 0;
  }

  /** Returns the bytes of the volume as it states them; early writers did not know them. */
  long size(ByteSource volume) throws MalformedImageException {
    return versioned() ? struct.u32(4) : volume.size();
  }

  String label() throws MalformedImageException {
    return struct.text(48, 16, StandardCharsets.UTF_8).replaceFirst("\0.*", "").strip();
  }

  /**
   * Compares the checksum of all bytes of the volume.
   *
   * @throws MalformedImageException if it is wrong
   */
  void check(ByteSource volume) throws IOException {
    long end = size(volume);
    if (end > volume.size() || end < start + LENGTH) {
      throw struct.malformed("a volume of %d bytes, but the data end at %d", end, volume.size());
    }
    CRC32 crc = new CRC32();
    for (long at = start; at < end; at += WINDOW_BYTES) {
      int length = (int) Math.min(WINDOW_BYTES, end - at);
      byte[] bytes = Struct.read("volume", volume, at, length, ByteOrder.LITTLE_ENDIAN).bytes();
      if (at == start) {
        Arrays.fill(bytes, CRC_OFFSET, CRC_OFFSET + Integer.BYTES, (byte) 0);
      }
      crc.update(bytes, 0, length);
    }
    long recorded = struct.u32(CRC_OFFSET);
    if (crc.getValue() != recorded) {
      throw struct.mismatch(
          "checksum " + Long.toHexString(recorded), Long.toHexString(crc.getValue()));
    }
  }
}
