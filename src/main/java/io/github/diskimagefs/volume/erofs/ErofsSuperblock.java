package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Superblock ({@code struct erofs_super_block}).
 *
 * @param struct its 128 bytes, for fields that are seldom needed
 * @param blockBits binary logarithm of the block size
 * @param rootNid number of the root directory
 * @param epoch seconds since 1970 that the times of compact inodes count from
 * @param nanoseconds of the times of compact inodes
 * @param blocks blocks of the primary device
 * @param metadataStart byte position of inode 0
 * @param xattrStart byte position of the shared extended attributes
 * @param features incompatible features
 * @param packedNid number of the inode that holds fragments; 0 if there is none
 */
record ErofsSuperblock(
    Struct struct,
    int blockBits,
    long rootNid,
    long epoch,
    int nanoseconds,
    long blocks,
    long metadataStart,
    long xattrStart,
    long features,
    long packedNid) {
  static final int OFFSET = 1024;
  static final int LENGTH = 128;

  private static final long MAGIC = 0xE0F5_E1E2L;
  private static final int MIN_BLOCK_BITS = 9;
  private static final int MAX_BLOCK_BITS = 16;
  private static final int CHECKSUM_OFFSET = 4;
  private static final long CHECKSUM = 1; // EROFS_FEATURE_COMPAT_SB_CHKSUM
  private static final long PLAIN_PREFIXES = 0x10; // EROFS_FEATURE_COMPAT_PLAIN_XATTR_PFX
  private static final int MAX_NANOSECONDS = 999_999_999;

  /** Returns whether a volume has the magic number. */
  static boolean signed(ByteSource volume) throws IOException {
    return volume.holds(OFFSET, LENGTH) && signed(struct(volume), 0);
  }

  /** Returns whether a structure has the magic number at an offset. */
  static boolean signed(Struct struct, int offset) throws MalformedImageException {
    return struct.u32(offset) == MAGIC;
  }

  /** Returns whether a structure with the magic number at an offset has a possible block size. */
  static boolean plausible(Struct struct, int offset) throws MalformedImageException {
    int bits = struct.u8(offset + 0xC);
    return bits >= MIN_BLOCK_BITS && bits <= MAX_BLOCK_BITS && struct.u32(offset + 0x24) > 0;
  }

  static Struct struct(ByteSource volume) throws IOException {
    return Struct.read("superblock", volume, OFFSET, LENGTH, ByteOrder.LITTLE_ENDIAN);
  }

  static ErofsSuperblock read(ByteSource volume) throws IOException {
    return read(struct(volume));
  }

  /** Reads the superblock. */
  static ErofsSuperblock read(Struct struct) throws IOException {
    if (!signed(struct, 0)) {
      throw struct.mismatch("magic e0f5e1e2", Long.toHexString(struct.u32(0)));
    }
    int bits = struct.u8(0xC); // blkszbits
    if (bits < MIN_BLOCK_BITS || bits > MAX_BLOCK_BITS) {
      throw struct.mismatch("a block size of 512 to 65536 bytes", "2^" + bits);
    }
    long features = struct.u32(0x50); // feature_incompat
    String refused = ErofsFeature.refused(features);
    if (!refused.isEmpty()) {
      throw new UnsupportedImageException("EROFS with the feature " + refused);
    }
    if (struct.u8(0x5A) != 0) { // dirblkbits
      throw new UnsupportedImageException("EROFS with directory blocks of their own size");
    }
    long nanoseconds = struct.u32(0x20); // fixed_nsec
    return new ErofsSuperblock(
        struct,
        bits,
        struct.u16(0xE), // root_nid
        struct.s64(0x18), // epoch
        nanoseconds > MAX_NANOSECONDS ? 0 : (int) nanoseconds,
        struct.u32(0x24), // blocks
        struct.u32(0x28) << bits, // meta_blkaddr
        struct.u32(0x2C) << bits, // xattr_blkaddr
        features,
        struct.s64(0x60)); // packed_nid
  }

  boolean has(ErofsFeature feature) {
    return feature.in(features);
  }

  int blockSize() {
    return 1 << blockBits;
  }

  /** Returns the volume's name; empty if it has none. */
  String label() throws MalformedImageException {
    return text(struct, 0x40, 16).strip(); // volume_name
  }

  /** Returns the byte position of the device table. */
  long deviceTable() throws MalformedImageException {
    return (long) struct.u16(0x58) * ErofsDevices.SLOT_BYTES; // devt_slotoff
  }

  /** Returns the number of devices besides the primary one. */
  int extraDevices() throws MalformedImageException {
    return has(ErofsFeature.DEVICE_TABLE) ? struct.u16(0x56) : 0; // extra_devices
  }

  /** Returns the number of long prefixes of names of extended attributes. */
  int prefixes() throws MalformedImageException {
    return has(ErofsFeature.XATTR_PREFIXES) ? struct.u8(0x5B) : 0; // xattr_prefix_count
  }

  /** Returns the byte position of the long prefixes, in the packed inode or in the volume. */
  long prefixStart() throws MalformedImageException {
    return struct.u32(0x5C) << 2; // xattr_prefix_start
  }

  /** Returns whether the long prefixes are in the packed inode. */
  boolean packedPrefixes() throws MalformedImageException {
    return packedNid != 0 && (struct.u32(8) & PLAIN_PREFIXES) == 0; // feature_compat
  }

  /** Returns the compression algorithms that the volume may use, by bit. */
  int algorithms() throws MalformedImageException {
    return has(ErofsFeature.COMPRESSION_CONFIGURATIONS) ? struct.u16(0x54) : 1;
  }

  boolean hasChecksum() throws MalformedImageException {
    return (struct.u32(8) & CHECKSUM) != 0; // feature_compat
  }

  /**
   * Compares the checksum of the superblock's block.
   *
   * @throws MalformedImageException if it is wrong
   */
  void check(ByteSource volume) throws IOException {
    int length = blockSize() > OFFSET ? blockSize() - OFFSET : blockSize();
    byte[] bytes =
        Struct.read("superblock", volume, OFFSET, length, ByteOrder.LITTLE_ENDIAN).bytes();
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_OFFSET);
    crc.update(new byte[Integer.BYTES]);
    crc.update(bytes, CHECKSUM_OFFSET + Integer.BYTES, length - CHECKSUM_OFFSET - Integer.BYTES);
    long computed = ~crc.getValue() & 0xFFFF_FFFFL; // without the final inversion
    long recorded = struct.u32(CHECKSUM_OFFSET);
    if (computed != recorded) {
      throw struct.mismatch("checksum " + Long.toHexString(recorded), Long.toHexString(computed));
    }
  }

  /** Reads text that ends at the first NUL. */
  static String text(Struct struct, int offset, int length) throws MalformedImageException {
    int end = 0;
    while (end < length && struct.u8(offset + end) != 0) {
      end++;
    }
    return struct.text(offset, end, StandardCharsets.UTF_8);
  }
}
