package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Replay of the transactions of a journal (JBD2) that were committed and not written back. Only
 * their descriptor blocks are read: which block of the volume is where in the log. The image stays
 * as it is.
 */
final class JournalReplay {
  private static final int HEADER = 12;
  private static final int DESCRIPTOR = 1;
  private static final int COMMIT = 2;
  private static final int REVOKE = 5;

  /** Checksum at the end of descriptor and revoke blocks. */
  private static final int TAIL = 4;

  private static final int UUID_LENGTH = 16;
  private static final int TAG_ESCAPED = 1;
  private static final int TAG_SAME_UUID = 2;
  private static final int TAG_LAST = 8;

  /** Descriptors and commits of a journal of 1 GiB with a transaction for each block. */
  private static final int MAX_READS = 1 << 18;

  private final ByteSource log;
  private final JournalSuperblock superblock;
  private final int blockSize;
  private final long volumeBlocks;
  private final BlockRecords blocks = new BlockRecords();
  private final BlockRecords revoked = new BlockRecords();

  /** By record: the block in the log, and in bit 0 whether its first bytes are escaped. */
  private long[] places = new long[16];

  /** By record: the number of the transaction in the upper half, the checksum in the lower. */
  private long[] sums = new long[16];

  private int[] revokedBy = new int[16];
  private int reads;
  private FastCommits fastCommits = FastCommits.NONE;

  /** Where a block of the volume is in the log. */
  record LogBlock(long block, boolean escaped, int sequence, int checksum) {}

  private JournalReplay(ByteSource log, long head, Superblock volume) throws IOException {
    this.log = log;
    this.blockSize = volume.blockSize();
    this.volumeBlocks = volume.blocks();
    Struct struct =
        Struct.read(
            "journal superblock", log, head, JournalSuperblock.LENGTH, ByteOrder.BIG_ENDIAN);
    this.superblock = JournalSuperblock.read(struct, blockSize, log.size() / blockSize);
  }

  /**
   * Reads the places of the blocks to be replayed, and the fast commits.
   *
   * @param log the content of the journal
   * @param head where the journal's superblock starts in it
   */
  static JournalReplay read(Superblock superblock, ByteSource log, long head) throws IOException {
    JournalReplay replay = new JournalReplay(log, head, superblock);
    if (replay.superblock.start() != 0) {
      int sequence = replay.scan();
      replay.blocks.sort();
      replay.revoked.sort();
      replay.blocks.retain(replay::valid);
      replay.fastCommits = FastCommitScan.read(log, replay.superblock, superblock, sequence);
    }
    return replay;
  }

  /** Returns a volume as it is after all transactions; the volume itself if there are none. */
  ByteSource apply(ByteSource volume, ChunkCache cache) {
    return blocks.count() == 0 ? volume : new ReplayedSource(volume, this, cache);
  }

  /** Returns the changes by the fast commits after the last transaction. */
  FastCommits fastCommits() {
    return fastCommits;
  }

  BlockRecords blocks() {
    return blocks;
  }

  ByteSource log() {
    return log;
  }

  JournalSuperblock superblock() {
    return superblock;
  }

  int blockSize() {
    return blockSize;
  }

  LogBlock place(int record) {
    return new LogBlock(
        places[record] >>> 1, (places[record] & 1) != 0, sequence(record), (int) sums[record]);
  }

  private int sequence(int record) {
    return (int) (sums[record] >>> 32);
  }

  /** Returns whether a place has its block's last record, and no later transaction revoked that. */
  private boolean valid(int place) {
    long block = blocks.block(place);
    if (place + 1 < blocks.count() && blocks.block(place + 1) == block) {
      return false;
    }
    int revocation = revoked.last(block);
    return revocation < 0 || sequence(blocks.record(place)) - revokedBy[revocation] > 0; // may wrap
  }

  /** Collects the blocks of committed transactions; returns the number of the one after them. */
  private int scan() throws IOException {
    int sequence = superblock.sequence();
    long block = superblock.start();
    int committed = 0;
    int committedRevocations = 0;
    long left = superblock.end() - superblock.first();
    while (left > 0) {
      Struct struct = read(block);
      if (struct.s32(0) != JournalSuperblock.MAGIC || struct.s32(8) != sequence) {
        break; // of an earlier round of the log
      }
      int type = struct.s32(4);
      if (!valid(struct, type)) {
        break; // not written completely: the transactions before it are committed
      }
      int before = blocks.count();
      if (type == DESCRIPTOR) {
        block = descriptor(struct, block);
      } else if (type == REVOKE) {
        revoke(struct, sequence);
        block = superblock.next(block);
      } else if (type == COMMIT) {
        committed = blocks.count();
        committedRevocations = revoked.count();
        sequence++;
        block = superblock.next(block);
      } else {
        break;
      }
      left -= 1 + blocks.count() - before;
    }
    blocks.truncate(committed);
    revoked.truncate(committedRevocations);
    return sequence;
  }

  private Struct read(long block) throws IOException {
    if (++reads > MAX_READS) {
      throw new UnsupportedImageException(
          "ext4 journal with more than " + MAX_READS + " blocks of descriptors");
    }
    return Struct.read("journal block", log, block * blockSize, blockSize, ByteOrder.BIG_ENDIAN);
  }

  private boolean valid(Struct block, int type) throws MalformedImageException {
    if (!superblock.checksums() || type > REVOKE) {
      return true;
    }
    int offset = type == COMMIT ? 16 : blockSize - TAIL; // h_chksum
    byte[] bytes = block.bytes();
    Arrays.fill(bytes, offset, offset + 4, (byte) 0);
    return Crc32c.update(superblock.seed(), bytes, 0, blockSize) == block.s32(offset);
  }

  /** Reads the tags of a descriptor block, and returns the block after the described ones. */
  private long descriptor(Struct struct, long descriptor) throws IOException {
    int end = blockSize - (superblock.checksums() ? TAIL : 0);
    int length = superblock.tagLength();
    long block = descriptor;
    boolean last = false;
    for (int offset = HEADER; !last && offset + length <= end; ) {
      boolean third = superblock.checksums3();
      int flags = third ? struct.s32(offset + 4) : struct.u16(offset + 6);
      long number = struct.u32(offset);
      if (superblock.wide()) {
        number |= struct.u32(offset + 8) << 32;
      }
      int checksum = third ? struct.s32(offset + 12) : struct.u16(offset + 4);
      block = superblock.next(block);
      add(struct, number, new LogBlock(block, (flags & TAG_ESCAPED) != 0, struct.s32(8), checksum));
      offset += length + ((flags & TAG_SAME_UUID) == 0 ? UUID_LENGTH : 0);
      last = (flags & TAG_LAST) != 0;
    }
    return superblock.next(block);
  }

  private void add(Struct struct, long number, LogBlock place) throws IOException {
    if (number < 0 || number >= volumeBlocks) {
      throw struct.malformed("tag of block %d of %d", number, volumeBlocks);
    }
    int record = blocks.add(number);
    if (record >= places.length) {
      places = Arrays.copyOf(places, record * 2);
      sums = Arrays.copyOf(sums, record * 2);
    }
    places[record] = place.block() << 1 | (place.escaped() ? 1 : 0);
    sums[record] = ((long) place.sequence() << 32) | (place.checksum() & 0xFFFF_FFFFL);
  }

  private void revoke(Struct struct, int sequence) throws IOException {
    int end = struct.s32(HEADER); // r_count, the bytes in use
    int length = superblock.wide() ? 8 : 4;
    if (end < HEADER + 4 || end > blockSize - (superblock.checksums() ? TAIL : 0)) {
      throw struct.malformed("r_count %d", end);
    }
    for (int offset = HEADER + 4; offset + length <= end; offset += length) {
      long number = length == 8 ? struct.s64(offset) : struct.u32(offset);
      if (number >= 0 && number < volumeBlocks) {
        int record = revoked.add(number);
        if (record >= revokedBy.length) {
          revokedBy = Arrays.copyOf(revokedBy, record * 2);
        }
        revokedBy[record] = sequence;
      }
    }
  }
}
