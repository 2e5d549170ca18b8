package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.UnixDirectoryScan;
import io.github.diskimagefs.volume.UnixNode;
import java.io.IOException;

/**
 * Cursor over the entries of a directory, under distinct names. A damaged entry costs the rest of
 * its block; its error is thrown after the last entry that could be read.
 */
final class ExtDirectoryEntries extends UnixDirectoryScan<Inode> {
  /** Entries start at multiples of 4 bytes: so counted, places fit 32 bits. */
  private static final int PLACE_UNIT = 4;

  /** Makes the name of an entry. */
  @FunctionalInterface
  interface EntryNames {
    String name(DirectoryEntry entry) throws IOException;
  }

  private final DirectoryBlocks blocks;

  /** Blocks without a valid entry after which a listing ends. */
  private static final int MAX_BROKEN_BLOCKS = 64;

  private final boolean typed;
  private final EntryChanges.Result changes;
  private final EntryNames names;
  private Struct block;
  private long start;
  private int offset;
  private MalformedImageException error;
  private int brokenBlocks;

  /** Entries of fast commits that were returned, after those of all blocks. */
  private int added;

  /**
   * Starts at an entry.
   *
   * @param typed whether entries have file types
   * @param changes of the entries by fast commits; null if there are none
   * @param at its place
   * @param names the names to show; null to show those recorded
   */
  ExtDirectoryEntries(
      UnixNode<Inode> directory,
      ByteNames recorded,
      DirectoryBlocks blocks,
      boolean typed,
      EntryChanges.Result changes,
      long at,
      EntryNames names) {
    super(directory, recorded);
    this.blocks = blocks;
    this.typed = typed;
    this.changes = changes;
    this.names = names;
    if (at >= addedPlace()) {
      this.start = blocks.size();
      this.added = (int) (at - addedPlace());
    } else {
      this.start = blocks.start(at * PLACE_UNIT);
      this.offset = (int) (at * PLACE_UNIT - start);
    }
  }

  @Override
  public UnixNode<Inode> next() throws IOException {
    while (load()) {
      DirectoryEntry entry;
      try {
        entry = DirectoryEntry.read(block, offset, typed);
      } catch (MalformedImageException e) {
        broken(e);
        continue;
      }
      long place = (start + offset) / PLACE_UNIT;
      offset += entry.length();
      if (entry.inode() != 0 && entry.nameLength() > 0 && !entry.dots() && !hidden(entry)) {
        return names == null
            ? entry(entry.name(), place, entry.inode(), entry.directory())
            : entry(names.name(entry), place, entry.inode(), entry.directory());
      }
    }
    if (changes != null && added < changes.added().size()) {
      EntryChanges.Entry entry = changes.added().get(added);
      return entry(entry.bytes(), addedPlace() + added++, entry.inode(), false);
    }
    MalformedImageException thrown = error;
    error = null;
    if (thrown != null) {
      throw thrown;
    }
    return null;
  }

  /** Returns the place of the first entry of fast commits. */
  private long addedPlace() {
    return (blocks.size() + PLACE_UNIT - 1) / PLACE_UNIT;
  }

  private boolean hidden(DirectoryEntry entry) throws MalformedImageException {
    return changes != null && changes.hides(entry.name(), entry.inode());
  }

  /** Makes the block of the next entry the current one; false after the last. */
  private boolean load() throws IOException {
    while (true) {
      if (block != null && offset < block.length()) {
        return true;
      }
      try {
        if (block != null) {
          start += block.length();
          offset = 0;
          block = null;
        }
        if (start >= blocks.size()) {
          return false;
        }
        long next = blocks.skipHole(start);
        if (next > start) {
          start = next;
          continue;
        }
        block = blocks.read(start);
      } catch (MalformedImageException e) {
        // No later block is looked for: where the map of blocks is broken, each would fail.
        error = error == null ? e : error;
        start = blocks.size();
        block = null;
        return false;
      }
    }
  }

  private void broken(MalformedImageException e) {
    error = error == null ? e : error;
    offset = block.length();
    if (++brokenBlocks == MAX_BROKEN_BLOCKS) {
      start = blocks.size(); // the other blocks are no directory either
    }
  }
}
