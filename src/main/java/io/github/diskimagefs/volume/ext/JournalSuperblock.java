package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Superblock of a journal ({@code struct journal_superblock_s}). Blocks are counted from the start
 * of the journal.
 *
 * @param first the first block of the log
 * @param end the block after the last of the log, which continues at {@code first}
 * @param sequence number of the first transaction that may not be written back
 * @param start the block where that one starts; 0 if all are written back
 * @param fastCommitEnd the block after the last one for fast commits; 0 if there are none
 * @param seed start value of checksums: that of the journal's UUID
 */
record JournalSuperblock(
    long first,
    long end,
    int sequence,
    long start,
    boolean wide,
    boolean checksums2,
    boolean checksums3,
    long fastCommitEnd,
    int seed) {

  /** Length of the superblock in bytes. */
  static final int LENGTH = 1024;

  static final int MAGIC = 0xC03B_3998;

  private static final int VERSION_1 = 3;
  private static final int VERSION_2 = 4;
  private static final int REVOKE = 1;
  private static final int BITS_64 = 2;
  private static final int ASYNC_COMMIT = 4;
  private static final int CHECKSUMS_2 = 8;
  private static final int CHECKSUMS_3 = 0x10;
  private static final int FAST_COMMIT = 0x20;
  private static final int KNOWN =
      REVOKE | BITS_64 | ASYNC_COMMIT | CHECKSUMS_2 | CHECKSUMS_3 | FAST_COMMIT;

  /** Number of blocks for fast commits if the superblock does not say it. */
  private static final int DEFAULT_FAST_COMMIT_BLOCKS = 256;

  /**
   * Reads the superblock.
   *
   * @param blockSize of the volume
   * @param blocks that the journal has room for
   */
  static JournalSuperblock read(Struct struct, int blockSize, long blocks)
      throws MalformedImageException, UnsupportedImageException {
    int type = struct.s32(4); // h_blocktype
    if (struct.s32(0) != MAGIC || (type != VERSION_1 && type != VERSION_2)) {
      throw struct.mismatch("h_magic c03b3998", Integer.toHexString(struct.s32(0)));
    }
    if (struct.u32(12) != blockSize) { // s_blocksize
      throw struct.mismatch("s_blocksize " + blockSize, struct.u32(12));
    }
    int features = type == VERSION_2 ? struct.s32(40) : 0; // s_feature_incompat
    if ((features & ~KNOWN) != 0) {
      throw new UnsupportedImageException(
          "ext4 journal with the feature 0x" + Integer.toHexString(features & ~KNOWN));
    }
    boolean fastCommits = (features & FAST_COMMIT) != 0;
    long end = struct.u32(16); // s_maxlen
    if (fastCommits) {
      end -= struct.u32(0x54) != 0 ? struct.u32(0x54) : DEFAULT_FAST_COMMIT_BLOCKS;
    }
    long first = struct.u32(20); // s_first
    long start = struct.u32(28); // s_start
    if (first < 1
        || end <= first
        || end > blocks
        || (start != 0 && start < first)
        || start >= end) {
      throw struct.malformed("log of blocks %d to %d of %d, start %d", first, end, blocks, start);
    }
    byte[] uuid = struct.bytes(48, 16);
    return new JournalSuperblock(
        first,
        end,
        struct.s32(24), // s_sequence
        start,
        (features & BITS_64) != 0,
        (features & CHECKSUMS_2) != 0,
        (features & CHECKSUMS_3) != 0,
        fastCommits ? struct.u32(16) : 0,
        Crc32c.update(Crc32c.START, uuid, 0, uuid.length));
  }

  boolean checksums() {
    return checksums2 || checksums3;
  }

  /** Returns whether fast commits may follow the log. */
  boolean fastCommits() {
    return fastCommitEnd > 0;
  }

  /** Returns the first block for fast commits: Linux leaves the one after the log out. */
  long fastCommitFirst() {
    return end + 1;
  }

  /** Returns the bytes of a block tag, without the UUID that may follow it. */
  int tagLength() {
    if (checksums3) {
      return 16;
    }
    return 8 + (checksums2 ? 2 : 0) + (wide ? 4 : 0);
  }

  /** Returns the block of the log after another. */
  long next(long block) {
    return block + 1 == end ? first : block + 1;
  }
}
