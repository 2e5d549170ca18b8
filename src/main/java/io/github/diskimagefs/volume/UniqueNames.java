package io.github.diskimagefs.volume;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The names that a directory has shown so far, as 64-bit hashes: 8 to 16 bytes for each name, so
 * that a directory of a million entries takes little memory. A chance collision costs a needless
 * suffix. The hash has a seed, so that no image can contain names that all collide.
 */
public final class UniqueNames {
  /** The classes of a secure seed would take longer to load than a small listing. */
  private static final NameHash HASH = new NameHash(ThreadLocalRandom.current().nextLong());

  /** Slots of 8 bytes: 32 MiB at most, whatever a directory states. */
  private static final int MAX_SLOTS = 1 << 22;

  private final NameHash hash;
  private long[] table;
  private int count;
  private long probes;
  private boolean zero;

  /** Creates an empty set for about {@code expected} names, which grows beyond. */
  public UniqueNames(long expected) {
    this(expected, HASH);
  }

  UniqueNames(long expected, NameHash hash) {
    this.hash = hash;
    int capacity = 16;
    while (capacity < expected * 4 / 3 && capacity < 1 << 20) {
      capacity <<= 1;
    }
    table = new long[capacity];
  }

  /**
   * Adds a name. Returns false if it was added before; in a directory of more than three million
   * names, later ones count as new.
   */
  public boolean add(String name) {
    if (count >= MAX_SLOTS / 4 * 3) {
      return true;
    }
    long key = hash.of(name);
    if (key == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (!insert(table, key)) {
      return false;
    }
    if (++count > table.length / 4 * 3 && table.length < MAX_SLOTS) {
      grow();
    }
    return true;
  }

  /** Adds {@code name}, or if it is taken, the name followed by the first free number. */
  public String addWithSuffix(String name) {
    if (add(name)) {
      return name;
    }
    // Tried suffixes stay reserved, so skipping ahead by count bounds the search.
    for (long number = 2; ; number = number < 8 ? number + 1 : number + count) {
      String numbered = name + '~' + number;
      if (add(numbered)) {
        return numbered;
      }
    }
  }

  /** Returns the number of slots looked at so far. */
  long probes() {
    return probes;
  }

  private boolean insert(long[] table, long key) {
    int mask = table.length - 1;
    for (int slot = (int) (key >>> 32) & mask; ; slot = (slot + 1) & mask) {
      probes++;
      if (table[slot] == 0) {
        table[slot] = key;
        return true;
      }
      if (table[slot] == key) {
        return false;
      }
    }
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long key : table) {
      if (key != 0) {
        insert(larger, key);
      }
    }
    table = larger;
  }
}
