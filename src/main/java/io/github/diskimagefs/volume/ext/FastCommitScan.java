package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reader of the fast commits at the end of a journal ({@code fs/ext4/fast_commit.h}): records of a
 * tag, a length and a value, none of which crosses the end of a block. The first is a head, and
 * each fast commit ends with a tail that has the checksum of its records. They belong to the
 * transaction that was running, after the last one that the log holds whole.
 *
 * <p>As Linux does, the area is read twice: first up to the last valid tail, then the records
 * before it are taken.
 */
final class FastCommitScan {
  private static final int ADD_RANGE = 1;
  private static final int DEL_RANGE = 2;
  private static final int CREAT = 3;
  private static final int LINK = 4;
  private static final int UNLINK = 5;
  private static final int INODE = 6;
  private static final int PAD = 7;
  private static final int TAIL = 8;
  private static final int HEAD = 9;

  /** Bytes of a tag and a length. */
  private static final int HEADER = 4;

  /** EXT4_NAME_LEN. */
  private static final int MAX_NAME = 255;

  /** Journals of 1 GiB have 16 MiB for fast commits, unless told otherwise. */
  private static final long MAX_BYTES = 256L << 20;

  private final ByteSource log;
  private final JournalSuperblock journal;
  private final int blockSize;
  private final int inodeSize;
  private final int sequence;
  private final long end;
  private final FastCommits changes;

  /** Records up to the last valid tail. */
  private long valid;

  private FastCommitScan(
      ByteSource log, JournalSuperblock journal, Superblock volume, int sequence) {
    this.log = log;
    this.journal = journal;
    this.blockSize = volume.blockSize();
    this.inodeSize = volume.inodeSize();
    this.sequence = sequence;
    this.end = Math.min(journal.fastCommitEnd(), log.size() / blockSize);
    this.changes = new FastCommits(log);
  }

  /**
   * Reads the fast commits of a journal.
   *
   * @param log the content of the journal
   * @param sequence number of the transaction after the last one in the log
   */
  static FastCommits read(
      ByteSource log, JournalSuperblock journal, Superblock volume, int sequence)
      throws IOException {
    if (!journal.fastCommits()) {
      return FastCommits.NONE;
    }
    FastCommitScan scan = new FastCommitScan(log, journal, volume, sequence);
    scan.find();
    scan.take();
    return scan.changes;
  }

  private Struct block(long number) throws IOException {
    if ((number - journal.fastCommitFirst()) * blockSize >= MAX_BYTES) {
      throw new UnsupportedImageException(
          "ext4 journal with more than " + MAX_BYTES + " bytes of fast commits");
    }
    return Struct.read(
        "fast commit block", log, number * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN);
  }

  /** Counts the records up to the last valid tail. */
  private void find() throws IOException {
    long number = journal.fastCommitFirst();
    String error = "";
    try {
      Commit commit = new Commit();
      while (number < end && commit.block(block(number))) {
        number++;
      }
      error = commit.error;
    } catch (MalformedImageException e) {
      error = e.getMessage();
    }
    if (!error.isEmpty()) {
      changes.ignore("fast commits from block " + number + " of the journal on ignored: " + error);
    }
  }

  /** The fast commit that is being read. */
  private final class Commit {
    private boolean started;
    private long records;
    private int checksum;
    private String error = "";

    /** Reads the records of a block; false if no further block belongs to a fast commit. */
    boolean block(Struct block) throws MalformedImageException {
      if (!started && !first(block)) {
        return false;
      }
      started = true;
      for (int at = 0; at + HEADER <= blockSize; at += HEADER + block.u16(at + 2)) {
        int tag = block.u16(at);
        int length = block.u16(at + 2);
        if (length > blockSize - at - HEADER || !possible(tag, length)) {
          if (valid == 0 || records > valid) { // else what follows a tail is of no fast commit
            error = "tag " + tag + " of " + length + " bytes";
          }
          return false;
        }
        records++;
        if (tag == TAIL ? !tail(block, at) : tag == HEAD && !head(block, at)) {
          return false;
        }
        if (tag != TAIL) {
          checksum =
              Crc32c.update(checksum, block.array(), block.arrayOffset() + at, HEADER + length);
        }
      }
      return true;
    }

    /** Returns whether the first block starts with the head of fast commits to be replayed. */
    private boolean first(Struct block) throws MalformedImageException {
      return block.u16(0) == HEAD && block.s32(HEADER + 4) == sequence; // fc_tid
    }

    private boolean head(Struct block, int at) throws MalformedImageException {
      if (block.u32(at + HEADER) != 0) { // fc_features
        error = "feature 0x" + Long.toHexString(block.u32(at + HEADER));
        return false;
      }
      return block.s32(at + HEADER + 4) == sequence;
    }

    private boolean tail(Struct block, int at) throws MalformedImageException {
      if (block.s32(at + HEADER) != sequence) { // fc_tid
        return false; // of an earlier transaction
      }
      checksum = Crc32c.update(checksum, block.array(), block.arrayOffset() + at, HEADER + 4);
      int recorded = block.s32(at + HEADER + 4); // fc_crc
      if (recorded != checksum) {
        error =
            "checksum " + Integer.toHexString(recorded) + " is " + Integer.toHexString(checksum);
        return false;
      }
      valid = records;
      checksum = 0;
      changes.committed();
      return true;
    }
  }

  /** Returns whether a record can have that tag and length. */
  private boolean possible(int tag, int length) {
    return switch (tag) {
      case ADD_RANGE -> length == 16;
      case DEL_RANGE -> length == 12;
      case CREAT, LINK, UNLINK -> length > 8 && length <= 8 + MAX_NAME;
      case INODE -> length >= 4 + Inode.CLASSIC_LENGTH && length <= 4 + inodeSize;
      case PAD -> true;
      case TAIL -> length >= 8;
      case HEAD -> length == 8;
      default -> false;
    };
  }

  private void take() throws IOException {
    long left = valid;
    for (long number = journal.fastCommitFirst(); left > 0; number++) {
      Struct block = block(number);
      for (int at = 0; left > 0 && at + HEADER <= blockSize; at += HEADER + block.u16(at + 2)) {
        left--;
        take(block, at, number * blockSize + at);
      }
    }
  }

  private void take(Struct block, int at, long position) throws IOException {
    int tag = block.u16(at);
    Struct value = block.slice(at + HEADER, block.u16(at + 2));
    switch (tag) {
      case ADD_RANGE -> addRange(value);
      case DEL_RANGE -> changes.extents(value.u32(0)).remove(value.u32(4), value.u32(8));
      case CREAT, LINK, UNLINK -> {
        byte[] name = value.bytes(8, value.length() - 8); // fc_dname
        if (tag == UNLINK) {
          changes.unlink(value.u32(0), name, value.u32(4)); // fc_parent_ino, fc_ino
        } else if (!dots(name)) {
          changes.link(value.u32(0), name, value.u32(4));
        }
      }
      case INODE ->
          changes.inode(
              value.u32(0), // fc_ino
              position + HEADER + 4,
              value.length() - 4,
              value.s32(4 + FastCommits.GENERATION));
      default -> {}
    }
  }

  /** Returns whether a name is {@code .} or {@code ..}, which are not recorded. */
  private static boolean dots(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  /** Takes an extent ({@code struct ext4_extent}); one that is not written reads as zeros. */
  private void addRange(Struct value) throws IOException {
    ExtentChanges extents = changes.extents(value.u32(0));
    long first = value.u32(4); // ee_block
    int length = value.u16(8); // ee_len
    if (length <= ExtentTree.MAX_WRITTEN) {
      extents.add(first, length, value.u32(12) | (long) value.u16(10) << 32); // ee_start
    } else {
      extents.remove(first, length - ExtentTree.MAX_WRITTEN);
    }
  }
}
