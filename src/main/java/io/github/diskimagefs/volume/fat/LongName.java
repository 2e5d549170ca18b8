package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A long name that is being put together from the entries before a short one, last part first (FAT
 * specification 7). Parts that do not belong together, or not to the short entry, are left from
 * entries that a system without long names deleted: then the short name counts. For one thread at a
 * time.
 */
final class LongName {
  /** Entries of a long name. */
  static final int MAX_PARTS = 20;

  private static final int LAST = 0x40;
  private static final int PART = 13;

  private final char[] units = new char[MAX_PARTS * PART];
  private int parts;

  /** The number of the part that came last; 0 if there is none. */
  private int part;

  private int checksum;
  private long start;

  /** Forgets what came so far. */
  void clear() {
    part = 0;
  }

  /**
   * Adds an entry.
   *
   * @param at the offset of the entry in {@code struct}
   * @param position of the entry in its directory
   */
  void add(Struct struct, int at, long position) throws MalformedImageException {
    int order = struct.u8(at); // LDIR_Ord
    int number = order & ~LAST;
    int sum = struct.u8(at + 13); // LDIR_Chksum
    if ((order & LAST) != 0) {
      parts = number;
      checksum = sum;
      start = position;
    } else if (number != part - 1 || sum != checksum) {
      number = 0;
    }
    if (number > MAX_PARTS) {
      number = 0;
    }
    part = number;
    if (number > 0) {
      int unit = (number - 1) * PART;
      put(unit, struct.s64(at + 1), 4); //       LDIR_Name1
      put(unit + 4, struct.u16(at + 9), 1);
      put(unit + 5, struct.s64(at + 14), 4); //  LDIR_Name2
      put(unit + 9, struct.s32(at + 22), 2);
      put(unit + 11, struct.s32(at + 28), 2); // LDIR_Name3
    }
  }

  private void put(int unit, long packed, int count) {
    for (int i = 0; i < count; i++) {
      units[unit + i] = (char) (packed >> 16 * i);
    }
  }

  /** Returns the position of the first entry. */
  long start() {
    return start;
  }

  /**
   * Returns the name.
   *
   * @param at the offset in {@code struct} of the short name's entry, which follows
   * @return null if there is no complete one for the entry
   */
  String of(Struct struct, int at) throws MalformedImageException {
    if (part != 1 || checksum != ShortName.checksum(struct, at)) {
      return null;
    }
    int length = 0;
    while (length < parts * PART && units[length] != 0) {
      length++;
    }
    return length == 0 ? null : new String(units, 0, length);
  }
}
