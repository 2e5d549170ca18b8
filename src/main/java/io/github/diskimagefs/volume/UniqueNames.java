package io.github.diskimagefs.volume;

/**
 * The names that a directory has given so far, as 64-bit hashes: 8 to 16 bytes a name, so that a
 * directory of a million entries stays cheap. A chance collision costs a needless suffix.
 */
public final class UniqueNames {
  private long[] table;
  private int count;
  private boolean zero;

  /** For about {@code expected} names; it grows beyond. */
  public UniqueNames(long expected) {
    int capacity = 16;
    while (capacity < expected * 4 / 3 && capacity < 1 << 20) {
      capacity <<= 1;
    }
    table = new long[capacity];
  }

  /** Takes a name. Returns false if it was taken before. */
  public boolean add(String name) {
    long hash = hash(name);
    if (hash == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (!insert(table, hash)) {
      return false;
    }
    if (++count > table.length / 4 * 3) {
      grow();
    }
    return true;
  }

  /** Takes {@code name}, or if that is gone, the name with the first free number behind it. */
  public String addNumbered(String name) {
    if (add(name)) {
      return name;
    }
    // Each number tried is gone for good, so a start from the count keeps this short.
    for (long number = 2; ; number = number < 8 ? number + 1 : number + count) {
      String numbered = name + '~' + number;
      if (add(numbered)) {
        return numbered;
      }
    }
  }

  private static boolean insert(long[] table, long hash) {
    int mask = table.length - 1;
    for (int slot = (int) (hash >>> 32) & mask; ; slot = (slot + 1) & mask) {
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

  private static long hash(String name) {
    long hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
