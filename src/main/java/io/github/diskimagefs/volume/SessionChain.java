package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of a disc in an image without a table of contents: each starts after the end of the
 * one before, as the volume in that states it. Positions are counted in sectors of 2048 bytes.
 */
public final class SessionChain {
  /** The most that any disc has: tracks are numbered up to 99, and each session has one. */
  public static final int MAX_SESSIONS = 100;

  /** Sector of a session at which volume descriptors start (ECMA-119 §6.2.1, ECMA-167 2/8.3). */
  public static final int FIRST_DESCRIPTOR = 16;

  private static final int SECTOR = 2048;

  /**
   * Sectors of lead-out, lead-in and pregap between two sessions of a CD: after the first, later.
   */
  private static final int[] CD_GAP_SECTORS = {6750 + 4500 + 150, 2250 + 4500 + 150};

  /** Sectors that fill up a track after the volume: the shortest track has 300, and two run-out. */
  private static final int MAX_PADDING_SECTORS = 302;

  /**
   * Bytes that the shortest session has: writers fill it up to 150 sectors after its descriptors
   * start.
   */
  public static final long MIN_SESSION_BYTES = (FIRST_DESCRIPTOR + 150) * (long) SECTOR;

  /** Length of a session by the account of a volume in it. */
  @FunctionalInterface
  public interface SessionLength {
    /**
     * Returns the sectors from the start of a session to the end of its volume.
     *
     * @param start first sector of what may be a session
     * @return 0 if no session starts there
     */
    long sectors(long start) throws IOException;
  }

  private SessionChain() {}

  /**
   * Returns the first sectors of the sessions from one on.
   *
   * @param first sector at which the first of them starts
   * @param image where its size is not known, later sessions are looked for only if a record of it
   *     says that anything follows
   */
  public static List<Long> follow(long first, ByteSource image, SessionLength length)
      throws IOException {
    List<Long> starts = new ArrayList<>();
    long start = first;
    while (start >= 0 && starts.size() < MAX_SESSIONS) {
      starts.add(start);
      start = next(start + length.sectors(start), image, length);
    }
    return starts;
  }

  private static long next(long end, ByteSource image, SessionLength length) throws IOException {
    if ((!image.sizeKnown() && image.likelyEndsWithin(end * SECTOR, MIN_SESSION_BYTES))
        || !fits(end, image)) {
      return -1;
    }
    // DVDs and Blu-ray discs align sessions to the blocks of their error correction.
    for (long start : new long[] {end, (end + 15) / 16 * 16, (end + 31) / 32 * 32}) {
      if (start > 0 && length.sectors(start) > 0) {
        return start;
      }
    }
    for (int gap : CD_GAP_SECTORS) {
      long last = end + gap + MAX_PADDING_SECTORS;
      image.announce((end + gap + FIRST_DESCRIPTOR) * SECTOR, (MAX_PADDING_SECTORS + 1L) * SECTOR);
      for (long start = end + gap; start <= last && fits(start, image); start++) {
        if (length.sectors(start) > 0) {
          return start;
        }
      }
    }
    return -1;
  }

  private static boolean fits(long start, ByteSource image) {
    return start >= 0 && image.holds((start + FIRST_DESCRIPTOR) * SECTOR, SECTOR);
  }
}
