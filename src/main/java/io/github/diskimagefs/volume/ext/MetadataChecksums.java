package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Checksums of the structures of a volume (metadata_csum, uninit_bg). They are compared if the
 * volume has them and the caller asked for verification.
 */
final class MetadataChecksums {
  private static final int CRC16_POLYNOMIAL = 0xA001;

  /** Offset of the entries in the root of a directory's index ({@code struct dx_root}). */
  private static final int ROOT_ENTRIES = 32;

  /** Offset of the entries in another node ({@code struct dx_node}). */
  private static final int NODE_ENTRIES = 8;

  private final boolean required;
  private final boolean crc32c;
  private final boolean groupsCrc32c;
  private final boolean groupsCrc16;
  private final boolean verity;
  private final int seed;
  private final byte[] uuid;

  MetadataChecksums(Superblock superblock, boolean verify) throws MalformedImageException {
    ExtFeatures features = superblock.features();
    this.required = verify;
    this.groupsCrc32c = features.has(ExtFeature.METADATA_CSUM);
    this.groupsCrc16 = !groupsCrc32c && features.has(ExtFeature.UNINIT_BG);
    this.crc32c = verify && groupsCrc32c;
    this.verity = features.has(ExtFeature.VERITY);
    this.uuid = superblock.struct().bytes(0x68, 16);
    this.seed =
        features.has(ExtFeature.METADATA_CSUM_SEED)
            ? superblock.struct().s32(0x270) // s_checksum_seed
            : Crc32c.update(Crc32c.START, uuid, 0, uuid.length);
  }

  /** Checks a superblock: all of it before the checksum at its end. */
  void checkSuperblock(Struct struct) throws MalformedImageException {
    if (crc32c) {
      int end = Superblock.LENGTH - 4;
      compare(struct, Crc32c.update(Crc32c.START, struct.bytes(0, end), 0, end), struct.s32(end));
    }
  }

  /** Returns whether the caller asked for verification. */
  boolean required() {
    return required;
  }

  /** Returns whether a file has hashes of its data. */
  boolean hasVerity(Inode inode) {
    return verity && inode.regular() && inode.is(Inode.FLAG_VERITY);
  }

  /** Returns whether group descriptors have checksums, and say which parts are not in use. */
  boolean ofGroups() {
    return groupsCrc32c || groupsCrc16;
  }

  /** Returns whether structures of all kinds are compared with their checksums. */
  boolean ofStructures() {
    return crc32c;
  }

  /**
   * Checks a group descriptor: the lower 32 bits of its number, and its fields, the checksum as 0
   * or left out. That is cheap, and done in any case, because there are copies.
   */
  void checkGroup(Struct descriptor, long group) throws MalformedImageException {
    if (!groupsCrc32c && !groupsCrc16) {
      return;
    }
    byte[] bytes = descriptor.bytes();
    int recorded = descriptor.u16(0x1E); // bg_checksum
    bytes[0x1E] = 0;
    bytes[0x1F] = 0;
    byte[] number = littleEndian(group);
    int sum;
    if (groupsCrc32c) {
      sum = Crc32c.update(Crc32c.update(seed, number, 0, 4), bytes, 0, bytes.length);
    } else {
      sum = crc16(crc16(0xFFFF, uuid, 0, 16), number, 0, 4);
      sum = crc16(sum, bytes, 0, 0x1E);
      sum = crc16(sum, bytes, 0x20, bytes.length - 0x20);
    }
    compare(descriptor, sum & 0xFFFF, recorded);
  }

  /** Checks an inode, both halves of its checksum as 0. */
  void checkInode(Struct inode, long number) throws MalformedImageException {
    if (crc32c && !inode.zero(0, inode.length())) {
      byte[] bytes = inode.bytes();
      int recorded = inode.u16(0x7C); // l_i_checksum_lo
      boolean wide = bytes.length > Inode.CLASSIC_LENGTH && inode.u16(0x80) >= 4;
      bytes[0x7C] = 0;
      bytes[0x7D] = 0;
      if (wide) {
        recorded |= inode.u16(0x82) << 16; // i_checksum_hi
        bytes[0x82] = 0;
        bytes[0x83] = 0;
      }
      int sum = Crc32c.update(seed(number, inode.s32(0x64)), bytes, 0, bytes.length);
      compare(inode, wide ? sum : sum & 0xFFFF, recorded);
    }
  }

  /** Checks a node of an extent tree, which ends in a checksum after the room for its entries. */
  void checkExtents(Struct node, Inode inode) throws MalformedImageException {
    if (crc32c) {
      int end = 12 + 12 * node.u16(4); // eh_max
      checkTail(node, inode, end, node.s32(end));
    }
  }

  /**
   * Checks a block of a directory: a node of its index, or a block of entries that ends in one that
   * holds a checksum.
   *
   * @param first whether it is the directory's first block, which has the root of an index
   */
  void checkDirectory(Struct block, Inode inode, boolean first) throws MalformedImageException {
    if (!crc32c) {
      return;
    }
    // What looks like entries in a node is an unused one that fills it, after "." and "..".
    int unused = first ? 12 : 0;
    if (inode.is(Inode.FLAG_INDEX)
        && DirectoryEntry.length(block, unused) == block.length() - unused) {
      checkIndex(block, inode, first ? ROOT_ENTRIES : NODE_ENTRIES);
      return;
    }
    int end = block.length() - 12;
    if (block.u32(end) == 0 && block.u16(end + 4) == 12 && block.u16(end + 6) == 0xDE00) {
      checkTail(block, inode, end, block.s32(end + 8));
    }
  }

  /**
   * Checks a node of a directory's index ({@code struct dx_tail}): the bytes before the entries,
   * the entries in use, and the tail after the room for all of them, its checksum as 0.
   *
   * @param entries offset of the first entry, which holds their limit and count
   */
  private void checkIndex(Struct block, Inode inode, int entries) throws MalformedImageException {
    int tail = entries + 8 * block.u16(entries); // limit
    int end = entries + 8 * block.u16(entries + 2); // count
    if (tail > block.length() - 8) {
      return; // no room for a checksum in a directory from before the volume had them
    }
    if (end > tail) {
      throw block.malformed("%d entries of %d", (end - entries) / 8, (tail - entries) / 8);
    }
    int sum = seed(inode.number(), (int) inode.generation());
    sum = Crc32c.update(sum, block.bytes(0, end), 0, end);
    sum = Crc32c.update(sum, block.bytes(tail, 4), 0, 4);
    compare(block, Crc32c.update(sum, new byte[4], 0, 4), block.s32(tail + 4));
  }

  /**
   * Checks a bitmap of a group.
   *
   * @param bytes of the bitmap that are checked
   * @param low the lower 16 bits of its checksum
   * @param high the upper ones, or -1 if they are not recorded
   */
  void checkBitmap(Struct bitmap, int bytes, int low, int high) throws MalformedImageException {
    if (crc32c) {
      int sum = Crc32c.update(seed, bitmap.bytes(0, bytes), 0, bytes);
      compare(bitmap, high < 0 ? sum & 0xFFFF : sum, high < 0 ? low : high << 16 | low);
    }
  }

  private void checkTail(Struct block, Inode inode, int end, int recorded)
      throws MalformedImageException {
    int start = seed(inode.number(), (int) inode.generation());
    compare(block, Crc32c.update(start, block.bytes(0, end), 0, end), recorded);
  }

  /** Checks a block of extended attributes: its number and bytes, the checksum as 0. */
  void checkAttributes(Struct block, long number) throws MalformedImageException {
    if (crc32c) {
      byte[] bytes = block.bytes();
      for (int i = 0x10; i < 0x14; i++) { // h_checksum
        bytes[i] = 0;
      }
      byte[] where = littleEndian(number);
      int sum = Crc32c.update(Crc32c.update(seed, where, 0, 8), bytes, 0, bytes.length);
      compare(block, sum, block.s32(0x10));
    }
  }

  private int seed(long inode, int generation) {
    int sum = Crc32c.update(seed, littleEndian(inode), 0, 4);
    return Crc32c.update(sum, littleEndian(generation), 0, 4);
  }

  private static byte[] littleEndian(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }

  private static void compare(Struct struct, int computed, int recorded)
      throws MalformedImageException {
    if (computed != recorded) {
      throw struct.mismatch(
          "checksum " + Integer.toHexString(recorded), Integer.toHexString(computed));
    }
  }

  /** Continues a CRC-16/ARC. */
  private static int crc16(int start, byte[] bytes, int offset, int length) {
    int crc = start;
    for (int i = offset; i < offset + length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ CRC16_POLYNOMIAL : crc >>> 1;
      }
    }
    return crc;
  }
}
