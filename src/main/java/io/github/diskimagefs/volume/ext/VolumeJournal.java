package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ImageFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.StringJoiner;

/** The journal of a volume, and the volume after its replay. */
final class VolumeJournal implements Closeable {
  private static final int REGULAR_FILE = 0100600;
  private static final int EXTENT_MAGIC = 0xF30A;

  private final ByteSource bytes;
  private final FastCommits fastCommits;
  private final String state;

  /** The file that holds the journal; null if the volume does. */
  private HostFile device;

  private VolumeJournal(ByteSource bytes, String state) {
    this(bytes, FastCommits.NONE, state);
  }

  private VolumeJournal(ByteSource bytes, FastCommits fastCommits, String state) {
    this.bytes = bytes;
    this.fastCommits = fastCommits;
    this.state = state;
  }

  /**
   * Reads the journal of a volume, if it has one that was not written back. If it is not readable,
   * the volume stays as it is.
   */
  static VolumeJournal read(
      ByteSource volume, Superblock superblock, ChunkCache cache, ImageFolder folder)
      throws IOException {
    ExtFeatures features = superblock.features();
    if (!features.has(ExtFeature.HAS_JOURNAL)) {
      return new VolumeJournal(volume, "no");
    }
    // Copies of the superblock do not say whether there is something to replay.
    boolean copy = superblock.struct().u16(0x5A) != 0; // s_block_group_nr
    if (!copy && !features.has(ExtFeature.NEEDS_RECOVERY)) {
      return new VolumeJournal(volume, "yes");
    }
    long number = superblock.struct().u32(0xE0); // s_journal_inum
    if (number == 0) {
      if (copy) {
        return new VolumeJournal(volume, "on another device");
      }
      return external(volume, superblock, cache, folder);
    }
    try {
      ByteSource log = content(volume, superblock, number, cache);
      if (log.size() > volume.sizeLimit()) {
        throw superblock.struct().malformed("journal of %d bytes", log.size());
      }
      return replayed(volume, cache, "yes", JournalReplay.read(superblock, log, 0));
    } catch (MalformedImageException e) {
      return new VolumeJournal(volume, "yes, not readable: " + e.getMessage());
    }
  }

  /** Reads a journal on another device, which has to be a file of the image's folder. */
  private static VolumeJournal external(
      ByteSource volume, Superblock superblock, ChunkCache cache, ImageFolder folder)
      throws IOException {
    HostFile device = JournalDevice.find(folder, superblock);
    if (device == null) {
      throw new UnsupportedImageException(
          "ext4 with a journal to be replayed on another device, which is no file of the folder");
    }
    VolumeJournal journal = null;
    try {
      long head = JournalDevice.superblock(superblock.blockSize());
      String where = "on another device";
      try {
        journal = replayed(volume, cache, where, JournalReplay.read(superblock, device, head));
      } catch (MalformedImageException e) {
        journal = new VolumeJournal(volume, where + ", not readable: " + e.getMessage());
      }
      journal.device = device;
    } finally {
      if (journal == null) {
        device.close();
      }
    }
    return journal;
  }

  private static VolumeJournal replayed(
      ByteSource volume, ChunkCache cache, String where, JournalReplay replay) {
    return new VolumeJournal(
        replay.apply(volume, cache), replay.fastCommits(), where + state(replay));
  }

  private static String state(JournalReplay replay) {
    StringJoiner replayed = new StringJoiner(" and ", ", ", " replayed in memory");
    replayed.setEmptyValue("");
    if (replay.blocks().count() > 0) {
      replayed.add(replay.blocks().count() + " blocks");
    }
    FastCommits fast = replay.fastCommits();
    if (fast.count() > 0) {
      replayed.add(fast.count() + " fast commits");
    }
    return fast.ignored().isEmpty() ? replayed.toString() : replayed + ", " + fast.ignored();
  }

  /** Opens the journal's file by its inode, or by the copy of its block map in the superblock. */
  private static ByteSource content(
      ByteSource volume, Superblock superblock, long number, ChunkCache cache) throws IOException {
    MetadataChecksums checksums = new MetadataChecksums(superblock, false);
    MetadataBlocks blocks = new MetadataBlocks(volume, cache, superblock);
    try {
      BlockGroups groups = new BlockGroups(superblock, blocks, checksums);
      InodeTable inodes =
          InodeTable.of(superblock, groups, volume, cache, checksums, FastCommits.NONE);
      Inode inode = inodes.read(number);
      Struct struct = inodes.struct(number);
      if (!inode.regular() || inode.size() == 0) {
        throw struct.malformed("is not of a journal");
      }
      return content(
          blocks, checksums, inode, struct.slice(Inode.BLOCK_OFFSET, Inode.BLOCK_LENGTH));
    } catch (MalformedImageException e) {
      Struct struct = superblock.struct();
      if (struct.u8(0xFD) != 1) { // s_jnl_backup_type
        throw e;
      }
      Struct map = struct.slice("s_jnl_blocks", 0x10C, Inode.BLOCK_LENGTH);
      long size = struct.u32(0x10C + 64) | struct.u32(0x10C + 60) << 32;
      long flags = map.u16(0) == EXTENT_MAGIC ? Inode.FLAG_EXTENTS : 0;
      Inode inode =
          new Inode(number, REGULAR_FILE, 0, 0, size, 1, flags, 0, 0, 0, 0, 0, InodeTime.NONE, 0);
      return content(blocks, checksums, inode, map);
    }
  }

  private static ByteSource content(
      MetadataBlocks blocks, MetadataChecksums checksums, Inode inode, Struct map)
      throws IOException {
    return inode.is(Inode.FLAG_EXTENTS)
        ? ExtentTree.open(blocks, checksums, inode, map)
        : IndirectBlocks.open(blocks, inode, map);
  }

  /** Returns the bytes of the volume, transactions applied. */
  ByteSource bytes() {
    return bytes;
  }

  /** Returns the changes by fast commits, in addition. */
  FastCommits fastCommits() {
    return fastCommits;
  }

  /** Returns a description of the journal for a person. */
  String state() {
    return state;
  }

  @Override
  public void close() throws IOException {
    if (device != null) {
      device.close();
    }
  }
}
