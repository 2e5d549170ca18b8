package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Dates of HFS and HFS Plus: unsigned seconds since 1904-01-01 (TN1150 "HFS Plus Dates"). HFS Plus
 * counts in UTC, HFS in local time of an unknown zone.
 */
public final class MacDate {
  /** Seconds from 1904-01-01 to 1970-01-01. */
  private static final long EPOCH = 2_082_844_800L;

  private MacDate() {}

  /** Returns the time of 32 bits, or {@link Node#UNKNOWN_TIME} for zero, which means no date. */
  public static FileTime time(int seconds) {
    if (seconds == 0) {
      return Node.UNKNOWN_TIME;
    }
    return FileTime.from(Integer.toUnsignedLong(seconds) - EPOCH, TimeUnit.SECONDS);
  }

  /** Returns the time in ISO 8601 form. */
  public static String text(long seconds) {
    return Instant.ofEpochSecond(seconds - EPOCH).toString();
  }
}
