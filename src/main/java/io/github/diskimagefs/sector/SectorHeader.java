package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/**
 * Sync pattern and header of a raw sector (ECMA-130 clause 14).
 *
 * @param block logical block address by the header, below 0 in the pregap of the first track;
 *     {@link #NONE} if the header holds no address
 * @param mode 0, 1 or 2; else what stands there
 * @param scrambled whether the header makes sense only when descrambled (annex B)
 */
public record SectorHeader(long block, int mode, boolean scrambled) {
  /** No address. */
  public static final long NONE = Long.MIN_VALUE;

  /** Bytes up to the end of the header. */
  static final int LENGTH = 16;

  /** Bytes of the scrambling sequence that are combined with the header (annex B). */
  private static final int SCRAMBLE_ADDRESS = 0x018000;

  private static final int SCRAMBLE_MODE = 0x60;

  /**
   * Reads the header of the sector at a position.
   *
   * @return null if there is no sync pattern
   */
  public static SectorHeader read(ByteSource source, long position) throws IOException {
    if (position < 0 || position > source.size() - LENGTH) {
      return null;
    }
    return of(source.readFully(position, LENGTH));
  }

  static SectorHeader of(byte[] sector) {
    if (!sync(sector)) {
      return null;
    }
    int mode = sector[15] & 0xFF;
    long address = Msf.bcd(sector, 12, 0);
    if ((mode > 2 || address < 0)
        && (mode ^ SCRAMBLE_MODE) <= 2
        && Msf.bcd(sector, 12, SCRAMBLE_ADDRESS) >= 0) {
      return new SectorHeader(NONE, mode ^ SCRAMBLE_MODE, true);
    }
    return new SectorHeader(address < 0 ? NONE : address - Msf.OFFSET, mode, false);
  }

  /** Returns whether the sync pattern starts the bytes: 00, ten times FF, 00 (clause 14.1). */
  static boolean sync(byte[] bytes) {
    if (bytes[0] != 0 || bytes[11] != 0) {
      return false;
    }
    for (int i = 1; i < 11; i++) {
      if (bytes[i] != -1) {
        return false;
      }
    }
    return true;
  }

  /** Writes sync pattern and header. */
  static void write(byte[] sector, long block, int mode) {
    sector[0] = 0;
    java.util.Arrays.fill(sector, 1, 11, (byte) -1);
    sector[11] = 0;
    long address = block + Msf.OFFSET;
    sector[12] = Msf.toBcd(address / Msf.FRAMES / 60);
    sector[13] = Msf.toBcd(address / Msf.FRAMES % 60);
    sector[14] = Msf.toBcd(address % Msf.FRAMES);
    sector[15] = (byte) mode;
  }
}
