package io.github.diskimagefs.sector;

/** Checks and repairs raw sectors of 2352 bytes (ECMA-130 clause 14). */
final class SectorCheck {

  /** What a check found. */
  enum Result {
    /** The error detection code is right, or the sector has none. */
    VALID,
    /** It was wrong, and the parity made it right. */
    CORRECTED,
    /** It is wrong, and stays so. */
    LOST
  }

  private static final int SUB_MODE = 18;
  private static final int FORM2_BIT = 0x20;

  private SectorCheck() {}

  /** Checks a sector in place. */
  static Result check(byte[] sector, TrackMode mode) {
    if (mode == TrackMode.MODE1) {
      return repair(sector, 0, 2064);
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
    int header = Edc.little(sector, 12);
    java.util.Arrays.fill(sector, 12, 16, (byte) 0);
    Ecc.correct(sector);
    put(sector, 12, header);
    return Edc.matches(sector, 16, 2072) ? Result.CORRECTED : Result.LOST;
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
