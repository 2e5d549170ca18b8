package io.github.diskimagefs.sector;

import java.util.Arrays;

/**
 * Adds to raw sectors what their content determines: sync pattern, error detection code and parity
 * (ECMA-130 clause 14 and annex A, for mode 2 the CD-ROM XA specification).
 */
public final class SectorEncoder {
  private static final int HEADER = 12;
  private static final int MODE = 15;
  private static final int SUB_HEADER = 16;
  private static final int SUB_HEADER_LENGTH = 4;
  private static final int MODE1_EDC = 2064;
  private static final int FORM1_EDC = 2072;
  private static final int FORM2_EDC = 2348;
  private static final int PARITY = 2076;

  private SectorEncoder() {}

  /** Completes a sector of mode 1 that has its address and its 2048 bytes of user data. */
  public static void mode1(byte[] sector) {
    sector[0] = 0;
    Arrays.fill(sector, 1, 11, (byte) -1);
    sector[11] = 0;
    sector[MODE] = 1;
    putEdc(sector, 0, MODE1_EDC);
    Arrays.fill(sector, MODE1_EDC + Integer.BYTES, PARITY, (byte) 0);
    EccEncoder.restore(sector, 0);
  }

  /**
   * Completes a sector of mode 2, form 1 that has its second sub-header and its 2048 bytes of user
   * data. Its header becomes zeros, as which it counts in the parity.
   */
  public static void form1(byte[] sector) {
    Arrays.fill(sector, HEADER, SUB_HEADER, (byte) 0);
    repeatSubHeader(sector);
    putEdc(sector, SUB_HEADER, FORM1_EDC);
    EccEncoder.restore(sector, 0);
  }

  /**
   * Completes a sector of mode 2, form 2 that has its second sub-header and its 2324 bytes of user
   * data, but for sync pattern and header.
   */
  public static void form2(byte[] sector) {
    repeatSubHeader(sector);
    putEdc(sector, SUB_HEADER, FORM2_EDC);
  }

  private static void repeatSubHeader(byte[] sector) {
    System.arraycopy(sector, SUB_HEADER + SUB_HEADER_LENGTH, sector, SUB_HEADER, SUB_HEADER_LENGTH);
  }

  private static void putEdc(byte[] sector, int start, int end) {
    int code = Edc.of(sector, start, end);
    for (int i = 0; i < Integer.BYTES; i++) {
      sector[end + i] = (byte) (code >>> (8 * i));
    }
  }
}
