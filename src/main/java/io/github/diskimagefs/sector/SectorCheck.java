package io.github.diskimagefs.sector;

/** Checks and repairs raw sectors of 2352 bytes (ECMA-130 clause 14). */
final class SectorCheck {

  /** What a check found. */
  enum Result {
    /** The error detection code is right, or the sector has none. */
    VALID,
    /** Its writer left the error detection code zero on purpose; nothing says that it is wrong. */
    UNCODED,
    /** It was wrong, and the parity made it right. */
    CORRECTED,
    /** It is wrong, and stays so. */
    LOST
  }

  private static final int SUB_MODE = 18;
  private static final int FORM2_BIT = 0x20;
  private static final int SYNC_LENGTH = 12;

  /** Offset of the parity, ECMA-130 clause 14.3 to 14.5. */
  private static final int PARITY = 2076;

  private SectorCheck() {}

  /** Checks a sector in place. */
  static Result check(byte[] sector, TrackMode mode) {
    if (mode == TrackMode.MODE1) {
      return uncoded(sector, 2064, false) ? Result.UNCODED : repair(sector, 0, 2064);
    }
    boolean form2 = (sector[SUB_MODE] & FORM2_BIT) != 0;
    boolean agreed = form2 == ((sector[SUB_MODE + 4] & FORM2_BIT) != 0);
    if (form2 && agreed) {
      return form2Valid(sector) ? Result.VALID : Result.LOST;
    }
    // Asked first, for 32 bits that match are no chance; parity may bend a sector to the other
    // form.
    return !agreed && form2Restored(sector) ? Result.CORRECTED : form1(sector);
  }

  /** Whether a mode 2 sector says that it is Form 2. */
  static boolean form2(byte[] sector) {
    return (sector[SUB_MODE] & FORM2_BIT) != 0;
  }

  /** Form 2 has no parity, but its sub-header is there twice: one copy may be wrong. */
  private static boolean form2Restored(byte[] sector) {
    if (Edc.little(sector, 2348) != 0) {
      int first = Edc.little(sector, 16);
      int second = Edc.little(sector, 20);
      for (int copy : new int[] {first, second}) {
        put(sector, 16, copy);
        put(sector, 20, copy);
        if (Edc.matches(sector, 16, 2348)) {
          return true;
        }
      }
      put(sector, 16, first);
      put(sector, 20, second);
    }
    return false;
  }

  private static void put(byte[] sector, int offset, int value) {
    for (int i = 0; i < 4; i++) {
      sector[offset + i] = (byte) (value >>> (8 * i));
    }
  }

  /** Its code may be left out, which is four zeros. */
  private static boolean form2Valid(byte[] sector) {
    return Edc.little(sector, 2348) == 0 || Edc.matches(sector, 16, 2348);
  }

  /** The header counts as zeros in the parity of Form 1. */
  private static Result form1(byte[] sector) {
    if (Edc.matches(sector, 16, 2072)) {
      return Result.VALID;
    }
    if (uncoded(sector, 2072, true)) {
      return Result.UNCODED;
    }
    int header = Edc.little(sector, 12);
    java.util.Arrays.fill(sector, 12, 16, (byte) 0);
    Ecc.correct(sector);
    put(sector, 12, header);
    return Edc.matches(sector, 16, 2072) ? Result.CORRECTED : Result.LOST;
  }

  /** Returns whether a sector has a sync pattern, up to a few wrong bytes. */
  static boolean hasSync(byte[] sector) {
    int right = 0;
    for (int i = 0; i < SYNC_LENGTH; i++) {
      right += sector[i] == (i == 0 || i == SYNC_LENGTH - 1 ? 0 : -1) ? 1 : 0;
    }
    return right > SYNC_LENGTH / 2;
  }

  /**
   * Returns whether a sector was recorded without a code: the code is zero, and the parity is zero
   * or right. Sectors of zeros alone, which a failed copy leaves, have no sync pattern.
   *
   * @param code offset of the error detection code
   * @param withoutHeader whether the parity counts the header as zeros
   */
  private static boolean uncoded(byte[] sector, int code, boolean withoutHeader) {
    if (Edc.little(sector, code) != 0 || !hasSync(sector)) {
      return false;
    }
    boolean empty = true;
    for (int i = PARITY; i < SectorLayout.RAW && empty; i++) {
      empty = sector[i] == 0;
    }
    if (empty) {
      return true;
    }
    byte[] corrected = sector.clone();
    if (withoutHeader) {
      java.util.Arrays.fill(corrected, 12, 16, (byte) 0);
    }
    byte[] before = corrected.clone();
    Ecc.correct(corrected);
    return java.util.Arrays.equals(before, corrected) && !Edc.matches(sector, 0, code);
  }

  private static Result repair(byte[] sector, int start, int end) {
    if (Edc.matches(sector, start, end)) {
      return Result.VALID;
    }
    Ecc.correct(sector);
    if (!Edc.matches(sector, start, end)) {
      // The code covers the sync pattern, which the parity does not.
      byte[] synced = sector.clone();
      synced[0] = 0;
      java.util.Arrays.fill(synced, 1, 11, (byte) -1);
      synced[11] = 0;
      if (!Edc.matches(synced, start, end)) {
        return Result.LOST;
      }
      System.arraycopy(synced, 0, sector, 0, synced.length);
    }
    return Result.CORRECTED;
  }
}
