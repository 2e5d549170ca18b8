package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The changes by the fast commits of a journal: inodes, extents of files, entries of directories.
 * The image stays as it is; readers of inodes, extents and directories ask here.
 */
final class FastCommits {
  /** No fast commits. */
  static final FastCommits NONE = new FastCommits(null);

  /** Maximum bytes of memory for the changes: those of an area of 16 MiB, less in a small heap. */
  private static final long MAX_BYTES = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** Estimated bytes of memory of a change of any kind, names left out. */
  private static final int CHANGE_BYTES = 256;

  private static final int BLOCK_END = Inode.BLOCK_OFFSET + Inode.BLOCK_LENGTH;

  /** Offset of the field i_generation in an inode. */
  static final int GENERATION = BLOCK_END;

  private static final int FLAGS = 0x20;
  private static final int MODE_DIRECTORY = 0x4000;
  private static final int MODE_REGULAR = 0x8000;
  private static final int MODE_TYPE = 0xF000;

  private final ByteSource log;
  private final Map<Long, ChangedInode> inodes = new HashMap<>();
  private final Map<Long, EntryChanges> directories = new HashMap<>();
  private final Set<Long> unlinked = new HashSet<>();
  private long bytes;
  private int count;
  private String ignored = "";

  /** The changes of one inode; it may be that only its extents are changed. */
  private static final class ChangedInode {
    private long record;
    private int length;
    private int generation;
    private ExtentChanges extents;

    boolean recorded() {
      return length > 0;
    }
  }

  /**
   * Starts without changes.
   *
   * @param log the content of the journal
   */
  FastCommits(ByteSource log) {
    this.log = log;
  }

  /** Counts a fast commit of which all changes were added. */
  void committed() {
    count++;
  }

  /** Returns the number of fast commits. */
  int count() {
    return count;
  }

  /** Sets the reason why some fast commits are left out, for a person. */
  void ignore(String reason) {
    ignored = reason;
  }

  /** Returns why some fast commits are left out; empty if none are. */
  String ignored() {
    return ignored;
  }

  /**
   * Takes the record of an inode. A new generation is a new file under the number of a deleted one,
   * which has nothing of that.
   *
   * @param position of the inode in the journal
   * @param length bytes of the inode that are recorded, from 128
   */
  void inode(long number, long position, int length, int generation) throws IOException {
    ChangedInode changed = inode(number);
    if (changed.recorded() && changed.generation != generation) {
      changed.extents = null;
    }
    changed.record = position;
    changed.length = length;
    changed.generation = generation;
  }

  private ChangedInode inode(long number) throws IOException {
    ChangedInode known = inodes.get(number);
    if (known == null) {
      charge(CHANGE_BYTES);
      known = new ChangedInode();
      inodes.put(number, known);
    }
    return known;
  }

  /** Returns the changes of an inode's extents, to be added to. */
  ExtentChanges extents(long number) throws IOException {
    charge(CHANGE_BYTES);
    ChangedInode changed = inode(number);
    if (changed.extents == null) {
      changed.extents = new ExtentChanges();
    }
    return changed.extents;
  }

  /** Adds an entry to a directory. */
  void link(long directory, byte[] name, long inode) throws IOException {
    entries(directory, name.length).add(name, inode);
  }

  /** Removes an entry from a directory. */
  void unlink(long directory, byte[] name, long inode) throws IOException {
    entries(directory, name.length).remove(name, inode, unlinked.add(inode));
  }

  private EntryChanges entries(long directory, int nameLength) throws IOException {
    charge(CHANGE_BYTES + 2 * nameLength);
    return directories.computeIfAbsent(directory, number -> new EntryChanges());
  }

  private void charge(int change) throws UnsupportedImageException {
    bytes += change;
    if (bytes > MAX_BYTES) {
      throw new UnsupportedImageException(
          "ext4 journal with fast commits of more than " + MAX_BYTES + " bytes of changes");
    }
  }

  private ChangedInode changedInode(long number) {
    return inodes.isEmpty() ? null : inodes.get(number);
  }

  /** Returns the changes of the extents of an inode; null if there are none. */
  ExtentChanges changedExtents(long number) {
    ChangedInode changed = changedInode(number);
    return changed == null ? null : changed.extents;
  }

  /** Returns the changes of the entries of a directory; null if there are none. */
  EntryChanges changedEntries(long directory) {
    return directories.isEmpty() ? null : directories.get(directory);
  }

  /** Returns whether all of an inode but its map of blocks is recorded. */
  boolean recorded(long number) {
    ChangedInode changed = changedInode(number);
    return changed != null && changed.recorded();
  }

  /** Returns whether the recorded inode is not that of its number on the volume, but a new one. */
  boolean created(long number, Struct stored) throws MalformedImageException {
    ChangedInode changed = changedInode(number);
    return changed != null
        && changed.recorded()
        && stored.s32(GENERATION) != changed.generation; // i_generation
  }

  /**
   * Returns a recorded inode as Linux restores it: its map of blocks stays that of the volume,
   * which records of extents change. Linux leaves the field to the volume in devices and links as
   * well, so that they would be lost: here it is that of the record.
   *
   * @param stored the inode of the volume
   */
  Struct restore(long number, Struct stored) throws IOException {
    ChangedInode changed = inodes.get(number);
    Struct record =
        Struct.read(
            "fast commit inode", log, changed.record, changed.length, ByteOrder.LITTLE_ENDIAN);
    byte[] inode = stored.bytes();
    if (changed.length > inode.length) { // the log may replace the superblock
      throw record.malformed("%d bytes of an inode of %d", changed.length, inode.length);
    }
    if (created(number, stored)) {
      Arrays.fill(inode, (byte) 0);
    }
    byte[] fields = record.bytes();
    System.arraycopy(fields, 0, inode, 0, Inode.BLOCK_OFFSET);
    System.arraycopy(fields, BLOCK_END, inode, BLOCK_END, fields.length - BLOCK_END);
    int type = record.u16(0) & MODE_TYPE;
    Struct merged = Struct.of(stored.name(), inode, stored.imageOffset(), ByteOrder.LITTLE_ENDIAN);
    if ((record.u32(FLAGS) & Inode.FLAG_EXTENTS) != 0) {
      if (!ExtentTree.signed(merged.from(Inode.BLOCK_OFFSET))) {
        ExtentTree.clear(inode, Inode.BLOCK_OFFSET);
      }
    } else if ((record.u32(FLAGS) & Inode.FLAG_INLINE_DATA) != 0
        || (type != MODE_REGULAR && type != MODE_DIRECTORY)) {
      System.arraycopy(fields, Inode.BLOCK_OFFSET, inode, Inode.BLOCK_OFFSET, Inode.BLOCK_LENGTH);
    }
    return merged;
  }
}
