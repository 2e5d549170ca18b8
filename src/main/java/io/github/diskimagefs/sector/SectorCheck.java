package io.github.diskimagefs.sector;

/** Checks and repairs raw sectors of 2352 bytes, and makes them (ECMA-130 clause 14). */
public final class SectorCheck {

  /** What a check found. */
  public enum Result {
    /** The error detection code is right, or the sector has none. */
    SOUND,
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
      return form2Sound(sector) ? Result.SOUND : Result.LOST;
    }
    byte[] before = agreed ? null : sector.clone();
    Result result = form1(sector);
    if (result == Result.LOST && !agreed && form2Sound(before)) {
      System.arraycopy(before, 0, sector, 0, before.length);
      return Result.SOUND;
    }
    return result;
  }

  /** Whether a mode 2 sector says that it is Form 2. */
  static boolean form2(byte[] sector) {
    return (sector[SUB_MODE] & FORM2_BIT) != 0;
  }

  /** Its code may be left out, which is four zeros. */
  private static boolean form2Sound(byte[] sector) {
    return Edc.little(sector, 2348) == 0 || Edc.matches(sector, 16, 2348);
  }

  /** The header counts as zeros in the parity of Form 1. */
  private static Result form1(byte[] sector) {
    if (Edc.matches(sector, 16, 2072)) {
      return Result.SOUND;
    }
    int header = Edc.little(sector, 12);
    java.util.Arrays.fill(sector, 12, 16, (byte) 0);
    Ecc.correct(sector);
    for (int i = 0; i < 4; i++) {
      sector[12 + i] = (byte) (header >>> (8 * i));
    }
    return Edc.matches(sector, 16, 2072) ? Result.CORRECTED : Result.LOST;
  }

  private static Result repair(byte[] sector, int from, int to) {
    if (Edc.matches(sector, from, to)) {
      return Result.SOUND;
    }
    Ecc.correct(sector);
    if (!Edc.matches(sector, from, to)) {
      // The code covers the sync pattern, which the parity does not.
      byte[] synced = sector.clone();
      synced[0] = 0;
      java.util.Arrays.fill(synced, 1, 11, (byte) -1);
      synced[11] = 0;
      if (!Edc.matches(synced, from, to)) {
        return Result.LOST;
      }
      System.arraycopy(synced, 0, sector, 0, synced.length);
    }
    return Result.CORRECTED;
  }

  /**
   * Writes sync pattern, header, codes and parity around what a sector holds.
   *
   * @param sector 2352 bytes: mode 1 with user data at 16, mode 2 with sub-header at 16 and user
   *     data at 24
   * @param block logical block address
   */
  public static void finish(byte[] sector, TrackMode mode, long block) {
    SectorHeader.write(sector, block, mode == TrackMode.MODE1 ? 1 : 2);
    if (mode == TrackMode.MODE1) {
      java.util.Arrays.fill(sector, 2068, 2076, (byte) 0);
      Edc.write(sector, 0, 2064);
      Ecc.write(sector);
    } else if (form2(sector)) {
      Edc.write(sector, 16, 2348);
    } else {
      Edc.write(sector, 16, 2072);
      int header = Edc.little(sector, 12);
      java.util.Arrays.fill(sector, 12, 16, (byte) 0);
      Ecc.write(sector);
      for (int i = 0; i < 4; i++) {
        sector[12 + i] = (byte) (header >>> (8 * i));
      }
    }
  }
}
