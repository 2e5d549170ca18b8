package io.github.diskimagefs.sector;

import io.github.diskimagefs.bytes.ByteSource;

/**
 * The layout of a track's sectors in a file: the part of each raw sector of 2352 bytes that is
 * stored, and the distance from one to the next.
 *
 * @param mode kind of the sectors
 * @param stride bytes from one sector to the next, above 0
 * @param skipped bytes of the raw sector that are left out before the first that is stored: 0 where
 *     the sync pattern is there
 * @param stored bytes of the raw sector that are stored; the rest of {@code stride} is sub-channel
 */
public record SectorLayout(TrackMode mode, int stride, int skipped, int stored) {

  /** A raw sector: sync, header and all (ECMA-130 clause 14). */
  public static final int RAW = 2352;

  /** Bytes of user data of a sector. */
  public static final int USER = 2048;

  /** User data of a Form 2 sector. */
  public static final int FORM2 = 2324;

  /** Sub-channel P to W of a sector. */
  public static final int SUB_CHANNEL = 96;

  /**
   * The layout of a sector size.
   *
   * @param size 2048, 2056, 2324, 2328, 2332, 2336, 2352, 2368 (16 bytes of Q) or 2448 (96 bytes of
   *     P to W); 2048, 2336 and the like may be followed by 96 bytes of sub-channel too
   * @return null if no such sectors are known
   */
  public static SectorLayout of(TrackMode mode, int size) {
    if (mode == TrackMode.AUDIO) {
      return size == RAW || size == RAW + 16 || size == RAW + SUB_CHANNEL
          ? new SectorLayout(mode, size, 0, RAW)
          : null;
    }
    int header = mode == TrackMode.MODE1 ? 16 : 24;
    return switch (size) {
      case 2048, 2048 + SUB_CHANNEL -> new SectorLayout(mode, size, header, USER);
      case 2056 -> new SectorLayout(TrackMode.MODE2, size, 16, 2056);
      case 2324, 2328 -> new SectorLayout(TrackMode.MODE2, size, 24, size);
      case 2324 + SUB_CHANNEL -> new SectorLayout(TrackMode.MODE2, size, 24, 2324);
      case 2332, 2336, 2336 + SUB_CHANNEL ->
          new SectorLayout(TrackMode.MODE2, size, 16, Math.min(size, 2336));
      case RAW, RAW + 16, RAW + SUB_CHANNEL -> new SectorLayout(mode, size, 0, RAW);
      default -> null;
    };
  }

  /** Returns the offset of the 2048 bytes of user data in a stored sector. */
  public int userOffset() {
    return (mode == TrackMode.MODE1 ? 16 : 24) - skipped;
  }

  /**
   * Returns the user data of sectors, 2048 bytes each.
   *
   * @param sectors as stored in this layout
   * @param count of them
   */
  public ByteSource userData(ByteSource sectors, long count) {
    return StridedSource.of(sectors, userOffset(), stride, USER, count);
  }

  /** Whether sub-headers are stored, so that Form 2 sectors are known from Form 1. */
  public boolean subHeaders() {
    return mode == TrackMode.MODE2 && skipped <= 16;
  }

  /** Whether EDC and ECC are stored. */
  public boolean checkable() {
    return mode.data() && skipped <= 16 && skipped + stored >= RAW;
  }

  /** Whether nothing but the user data is stored, so that a track is one extent of its file. */
  public boolean plain() {
    return stride == USER;
  }

  /** The number of sectors that {@code bytes} hold, a broken last one included. */
  public long sectors(long bytes) {
    return bytes / stride + (bytes % stride == 0 ? 0 : 1);
  }

  @Override
  public String toString() {
    return (mode == TrackMode.AUDIO ? "AUDIO" : mode.name()) + "/" + stride;
  }
}
