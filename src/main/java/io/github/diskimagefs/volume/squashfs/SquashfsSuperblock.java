package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Superblock of any version. Places are byte offsets from the start of the volume.
 *
 * @param order byte order of all structures
 * @param inodes number of inodes
 * @param created time in seconds since 1970
 * @param blockSize bytes of a data block
 * @param fragments number of fragment blocks
 * @param compressor of all blocks that are not stored as they are
 * @param flags bits {@code FLAG_…}
 * @param ids number of identifiers of owners, and of groups too from version 4 on
 * @param groups number of identifiers of groups up to version 3
 * @param root reference to the root's inode
 * @param bytesUsed bytes of the volume without padding
 * @param idTable place of the table of identifiers, or of owners
 * @param groupTable place of the table of groups up to version 3
 * @param xattrTable place of the table of extended attributes, or {@link #NO_TABLE}
 * @param inodeTable place of the inodes
 * @param directoryTable place of the directories
 * @param fragmentTable place of the index of fragment entries, or {@link #NO_TABLE}
 * @param exportTable place of the index of inode references, or {@link #NO_TABLE}
 */
record SquashfsSuperblock(
    ByteOrder order,
    int major,
    int minor,
    long inodes,
    long created,
    int blockSize,
    long fragments,
    Compressor compressor,
    int flags,
    int ids,
    int groups,
    long root,
    long bytesUsed,
    long idTable,
    long groupTable,
    long xattrTable,
    long inodeTable,
    long directoryTable,
    long fragmentTable,
    long exportTable) {

  /** Place of a table that does not exist. */
  static final long NO_TABLE = -1;

  /** Bytes of the signature. */
  static final int SIGNATURE_BYTES = 4;

  static final int FLAG_STORED_INODES = 0x1;
  static final int FLAG_STORED_DATA = 0x2;

  /** A byte follows the length of each metadata block; up to version 3. */
  static final int FLAG_CHECK = 0x4;

  static final int FLAG_STORED_FRAGMENTS = 0x8;
  static final int FLAG_NO_FRAGMENTS = 0x10;
  static final int FLAG_ALWAYS_FRAGMENTS = 0x20;
  static final int FLAG_DUPLICATES = 0x40;
  static final int FLAG_EXPORT = 0x80;
  static final int FLAG_STORED_XATTRS = 0x100;
  static final int FLAG_NO_XATTRS = 0x200;
  static final int FLAG_COMPRESSOR_OPTIONS = 0x400;
  static final int FLAG_STORED_IDS = 0x800;

  private static final String NAME = "SquashFS superblock";
  private static final int[] LENGTHS = {0, 51, 63, 119, 96};
  private static final int LATEST = 4;
  private static final int MIN_BLOCK_LOG = 12;
  private static final int MIN_BLOCK_LOG_1 = 9;
  private static final int MAX_BLOCK_LOG = 20;
  private static final int OFFSET_MASK = 0xFFFF;

  /** Returns the byte order that a signature states; null if it is none. */
  static ByteOrder order(Struct head) {
    if (head.has(0, "hsqs") || head.has(0, "shsq")) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    // The second ones are of firmware whose blocks are compressed by LZMA.
    return head.has(0, "sqsh") || head.has(0, "qshs") ? ByteOrder.BIG_ENDIAN : null;
  }

  /** Reads the superblock at the start of a volume that has a signature. */
  static SquashfsSuperblock read(ByteSource volume) throws IOException {
    Struct head = Struct.read(NAME, volume, 0, SIGNATURE_BYTES, ByteOrder.LITTLE_ENDIAN);
    ByteOrder order = order(head);
    if (order == null) {
      throw head.malformed("the signature is missing");
    }
    head = Struct.read(NAME, volume, 0, 32, order);
    int major = head.u16(28);
    if (major < 1 || major > LATEST || (major == LATEST && head.u16(30) != 0)) {
      throw new UnsupportedImageException("SquashFS " + major + '.' + head.u16(30));
    }
    Struct struct = Struct.read(NAME, volume, 0, LENGTHS[major], order);
    SquashfsSuperblock read = major == LATEST ? read4(struct, order) : readOld(struct, order);
    read.check(struct, volume.size());
    return read;
  }

  /** Version 4, in which each table has an index. */
  private static SquashfsSuperblock read4(Struct struct, ByteOrder order) throws IOException {
    Compressor compressor = Compressor.of(struct.u16(20));
    if (compressor == null) {
      throw new UnsupportedImageException("SquashFS compression " + struct.u16(20));
    }
    return new SquashfsSuperblock(
        order,
        struct.u16(28), // s_major
        struct.u16(30), // s_minor
        struct.u32(4), // inodes
        struct.u32(8), // mkfs_time
        blockSize(struct, struct.u32(12), struct.u16(22)), // block_size, block_log
        struct.u32(16), // fragments
        compressor,
        struct.u16(24), // flags
        struct.u16(26), // no_ids
        0,
        struct.u64(32), // root_inode
        struct.u64(40), // bytes_used
        struct.u64(48), // id_table_start
        NO_TABLE,
        struct.s64(56), // xattr_id_table_start
        struct.u64(64), // inode_table_start
        struct.u64(72), // directory_table_start
        struct.s64(80), // fragment_table_start
        struct.s64(88)); // lookup_table_start
  }

  /** Versions 1 to 3: later ones repeat fields with more bits after those of the earlier ones. */
  private static SquashfsSuperblock readOld(Struct struct, ByteOrder order) throws IOException {
    int major = struct.u16(28);
    boolean wide = major > 2;
    boolean fragments = major > 1;
    return new SquashfsSuperblock(
        order,
        major,
        struct.u16(30), // s_minor
        struct.u32(4), // inodes
        struct.s32(39), // mkfs_time
        // block_size, block_size_1, block_log
        blockSize(struct, fragments ? struct.u32(51) : struct.u16(32), struct.u16(34)),
        fragments ? struct.u32(55) : 0, // fragments
        Compressor.GZIP,
        struct.u8(36), // flags
        struct.u8(37), // no_uids
        struct.u8(38), // no_guids
        struct.u64(43), // root_inode
        wide ? struct.u64(63) : struct.u32(8), // bytes_used, bytes_used_2
        wide ? struct.u64(71) : struct.u32(12), // uid_start, uid_start_2
        wide ? struct.u64(79) : struct.u32(16), // guid_start, guid_start_2
        NO_TABLE,
        wide ? struct.u64(87) : struct.u32(20), // inode_table_start, …_2
        wide ? struct.u64(95) : struct.u32(24), // directory_table_start, …_2
        wide ? struct.s64(103) : fragments ? struct.u32(59) : NO_TABLE, // fragment_table_start
        wide ? struct.s64(111) : NO_TABLE); // lookup_table_start
  }

  private static int blockSize(Struct struct, long size, int log) throws MalformedImageException {
    int min = struct.u16(28) == 1 ? MIN_BLOCK_LOG_1 : MIN_BLOCK_LOG;
    if (log < min || log > MAX_BLOCK_LOG || size != 1L << log) {
      throw struct.malformed("block_size %d with block_log %d", size, log);
    }
    return (int) size;
  }

  /** Checks that the tables without which nothing can be read are in the volume. */
  private void check(Struct struct, long size) throws MalformedImageException {
    long end = Math.min(bytesUsed, size);
    if (inodeTable < struct.length() || inodeTable >= directoryTable || directoryTable > end) {
      throw struct.malformed(
          "inode table at %d and directory table at %d of %d bytes",
          inodeTable, directoryTable, end);
    }
    if (idTable < struct.length() || (idTable >= end && ids > 0)) {
      throw struct.malformed("id table at %d of %d bytes", idTable, end);
    }
    if (root >>> 16 >= directoryTable - inodeTable
        || (root & OFFSET_MASK) >= MetadataBlocks.BLOCK_BYTES) {
      throw struct.malformed("root inode at %x of the inode table", root);
    }
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
