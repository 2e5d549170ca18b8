package io.github.diskimagefs.volume;

import java.util.HashSet;
import java.util.Set;

/**
 * Where each directory of a volume was met first. In a sound volume every directory but the root
 * has one place (ECMA-119 6.8.2, ECMA-167 4/8.6; folders of HFS Plus may have more, as hard links
 * that say so). A volume that names one directory in several, and those in several again, has more
 * paths than anyone can walk: so few directories may be met at a second place, and none below
 * another such, and a walk is as long as the volume times a constant. Safe for use by many threads
 * at once.
 */
public final class DirectoryTree {
  /** In the place of a number of detours: this way is not to be followed. */
  public static final int CLOSED = -1;

  /** 16 MB of memory; whatever else there is counts as met for the first time. */
  private static final int MAX_DIRECTORIES = 1 << 19;

  /** More than careless masters have; each may lead to all of the volume once more. */
  private static final int MAX_SECOND_PLACES = 32;

  /** Address of a directory + 1 and its place by turns; an address of 0 is a free slot. */
  private long[] table = new long[64];

  private int count;
  private final Set<Long> secondPlaces = new HashSet<>();

  /**
   * How many directories on the way to this one, itself included, were met at another than their
   * first place.
   *
   * @param directory its address, not negative
   * @param place of what names it, on the whole volume
   * @param above the same number of the directory that names it
   * @return 0 or 1, or {@link #CLOSED}
   */
  public synchronized int detours(long directory, long place, int above) {
    if (above == CLOSED || first(directory, place)) {
      return above;
    }
    if (above > 0) {
      return CLOSED;
    }
    long second = mix(directory) + place;
    if (secondPlaces.size() < MAX_SECOND_PLACES) {
      secondPlaces.add(second);
      return 1;
    }
    return secondPlaces.contains(second) ? 1 : CLOSED;
  }

  private boolean first(long directory, long place) {
    long address = directory + 1;
    int slot = slot(table, address);
    if (table[slot] == address) {
      return table[slot + 1] == place;
    }
    if (count < MAX_DIRECTORIES) {
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

  /** Spreads the bits of an address. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
