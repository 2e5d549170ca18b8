package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.DirectoryScan;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;

/**
 * Cursor over the entries of a directory, under distinct names. A damaged entry costs the rest of
 * its block; its error is thrown after the last entry that could be read.
 */
final class ExtDirectoryEntries implements DirectoryScan {
  /** Entries start at multiples of 4 bytes: so counted, places fit 32 bits. */
  static final int PLACE_UNIT = 4;

  /** Makes the node of an entry. */
  @FunctionalInterface
  interface NodeFactory {
    ExtNode node(String name, DirectoryEntry entry, long position) throws IOException;
  }

  /** Makes the name of an entry. */
  @FunctionalInterface
  interface EntryNames {
    String name(DirectoryEntry entry) throws IOException;
  }

  private final DirectoryBlocks blocks;

  /** Blocks without a valid entry after which a listing ends. */
  private static final int MAX_BROKEN_BLOCKS = 64;

  private final boolean typed;
  private final EntryNames names;
  private final NodeFactory nodes;
  private final UniqueNames unique = new UniqueNames(16);
  private Struct block;
  private long start;
  private int offset;
  private long position;
  private boolean renamed;
  private MalformedImageException error;
  private int brokenBlocks;

  /**
   * Starts at a position where an entry begins.
   *
   * @param typed whether entries have file types
   */
  ExtDirectoryEntries(
      DirectoryBlocks blocks, boolean typed, long position, EntryNames names, NodeFactory nodes) {
    this.blocks = blocks;
    this.typed = typed;
    this.start = blocks.start(position);
    this.offset = (int) (position - start);
    this.names = names;
    this.nodes = nodes;
  }

  @Override
  public ExtNode next() throws IOException {
    while (load()) {
      DirectoryEntry entry;
      try {
        entry = DirectoryEntry.read(block, offset, typed);
      } catch (MalformedImageException e) {
        broken(e);
        continue;
      }
      position = start + offset;
      offset += entry.length();
      if (entry.inode() != 0 && entry.nameLength() > 0 && !entry.dots()) {
        String clean = names.name(entry);
        String name = unique.addWithSuffix(clean);
        renamed = !name.equals(clean);
        return nodes.node(name, entry, position);
      }
    }
    MalformedImageException thrown = error;
    error = null;
    if (thrown != null) {
      throw thrown;
    }
    return null;
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

  @Override
  public long place() {
    return renamed ? NOWHERE : position / PLACE_UNIT;
  }
}
