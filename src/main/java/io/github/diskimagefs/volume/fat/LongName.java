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
  private static final int[] UNITS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

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
   * @param position of the entry in its directory
   */
  void add(Struct entry, long position) throws MalformedImageException {
    int order = entry.u8(0); // LDIR_Ord
    int number = order & ~LAST;
    int sum = entry.u8(13); // LDIR_Chksum
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
    for (int i = 0; i < PART && number > 0; i++) {
      units[(number - 1) * PART + i] = (char) entry.u16(UNITS[i]);
    }
  }

  /** Returns the position of the first entry. */
  long start() {
    return start;
  }

  /**
   * Returns the name.
   *
   * @param shortEntry the entry that follows
   * @return null if there is no complete one for the entry
   */
  String of(Struct shortEntry) throws MalformedImageException {
    if (part != 1 || checksum != ShortName.checksum(shortEntry)) {
      return null;
    }
    int length = 0;
    while (length < parts * PART && units[length] != 0) {
      length++;
    }
    return length == 0 ? null : new String(units, 0, length);
  }
}
