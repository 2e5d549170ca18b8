package io.github.diskimagefs.volume.iso9660;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds directories in a path table by the one above and the identifier. Made once, for a cut image
 * asks for each of its directories.
 */
final class PathTableIndex {
  /** Tables may name one directory as often as they like; so many of one kind are looked at. */
  private static final int MAX_PROBES = 32;

  /** The records that name one directory the same are asked about until one will do. */
  @FunctionalInterface
  interface Judge {
    boolean accepts(long block) throws IOException;
  }

  private final PathTable table;
  private final NameDecoder names;

  /** Offsets of records + 1, by hash; 0 is a free slot. */
  private final int[] slots;

  /** The blocks of all directories that have others in them, sorted. */
  private final long[] parents;

  /**
   * Indexes a table.
   *
   * @param table null for none: nothing is found
   */
  PathTableIndex(PathTable table, NameDecoder names) throws IOException {
    this.table = table;
    this.names = names;
    int[] count = {0};
    if (table == null) {
      slots = new int[2];
      parents = new long[0];
      return;
    }
    table.visit((offset, parent) -> count[0]++);
    slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, count[0])) * 4)];
    long[] blocks = new long[count[0]];
    count[0] = 0;
    table.visit(
        (offset, parent) -> {
          long block = table.block(parent);
          blocks[count[0]++] = block;
          insert(offset, hash(block, table.identifier(offset, names)));
        });
    Arrays.sort(blocks);
    parents = Arrays.stream(blocks).distinct().toArray();
  }

  private void insert(int offset, int hash) {
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int slot = (hash + probe) & (slots.length - 1);
      if (slots[slot] == 0) {
        slots[slot] = offset + 1;
        return;
      }
    }
  }

  private static int hash(long parent, String identifier) {
    int hash = (Long.hashCode(parent) * 31 + identifier.hashCode()) * 0x9E37_79B9;
    return hash ^ (hash >>> 15);
  }

  /** The last directory with others in it that begins at a block or before; -1 if there is none. */
  long parentAt(long block) {
    int offset = Arrays.binarySearch(parents, block);
    int floor = offset >= 0 ? offset : -offset - 2;
    return floor < 0 ? -1 : parents[floor];
  }

  /** The block of the directory of that name in another, or -1. */
  long find(long parent, String identifier, Judge judge) throws IOException {
    int hash = hash(parent, identifier);
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int offset = slots[(hash + probe) & (slots.length - 1)] - 1;
      if (offset < 0) {
        return -1;
      }
      if (table.identifier(offset, names).equals(identifier)
          && judge.accepts(table.block(offset))) {
        return table.block(offset);
      }
    }
    return -1;
  }
}
