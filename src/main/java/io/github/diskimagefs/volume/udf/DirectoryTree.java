package io.github.diskimagefs.volume.udf;

/**
 * Where each directory was met first. In a sound volume every directory but the root has one place
 * (ECMA-167 4/8.6); where some have more, only so many paths are followed that a walk ends: along a
 * path one directory may be met at another than its first place, not two. Safe for use by many
 * threads at once.
 */
final class DirectoryTree {
  /** 16 MB of memory; whatever else there is counts as met for the first time. */
  private static final int MOST = 1 << 19;

  /** Address of a directory + 1 and its place by turns; an address of 0 is a free slot. */
  private long[] table = new long[64];

  private int count;

  /**
   * Whether this is where the directory was met first.
   *
   * @param directory address of its ICB
   * @param parent address of the ICB of the directory that names it
   * @param position of its identifier there
   */
  synchronized boolean first(LongAd directory, LongAd parent, long position) {
    long address = address(directory) + 1;
    long place = mix(address(parent)) + position;
    int slot = slot(table, address);
    if (table[slot] == address) {
      return table[slot + 1] == place;
    }
    if (count < MOST) {
      table[slot] = address;
      table[slot + 1] = place;
      if (++count > table.length / 3) {
        grow();
      }
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        int slot = slot(larger, table[i]);
        larger[slot] = table[i];
        larger[slot + 1] = table[i + 1];
      }
    }
    table = larger;
  }

  /** The slot that holds the address, or the free one where it belongs. */
  private static int slot(long[] table, long address) {
    int mask = table.length - 2;
    int slot = (int) (mix(address) >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != address) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private static long address(LongAd icb) {
    return ((long) icb.partition() << 32) | icb.block();
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
