package io.github.diskimagefs.volume;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The names that a directory has shown so far, as 64-bit hashes: 8 to 16 bytes for each name, so
 * that a directory of a million entries takes little memory. A chance collision costs a needless
 * suffix. The hash has a seed, so that no image can contain names that all collide.
 */
public final class UniqueNames {
  /** The classes of a secure one would take longer to load than a small listing. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  /** Slots of 8 bytes: 32 MiB at most, whatever a directory states. */
  private static final int MAX_SLOTS = 1 << 22;

  private final long seed;
  private long[] table;
  private int count;
  private long probes;
  private boolean zero;

  /** Creates an empty set for about {@code expected} names, which grows beyond. */
  public UniqueNames(long expected) {
    this(expected, SEED);
  }

  UniqueNames(long expected, long seed) {
    this.seed = seed;
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
    long hash = hash(name);
    if (hash == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (!insert(table, hash)) {
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

  private boolean insert(long[] table, long hash) {
    int mask = table.length - 1;
    for (int slot = (int) (hash >>> 32) & mask; ; slot = (slot + 1) & mask) {
      probes++;
      if (table[slot] == 0) {
        table[slot] = hash;
        return true;
      }
      if (table[slot] == hash) {
        return false;
      }
    }
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long hash : table) {
      if (hash != 0) {
        insert(larger, hash);
      }
    }
    table = larger;
  }

  private long hash(String name) {
    return hash(name, seed);
  }

  static long hash(String name, long seed) {
    long hash = seed + name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    hash *= seed | 1;
    return hash ^ hash >>> 32;
  }
}
