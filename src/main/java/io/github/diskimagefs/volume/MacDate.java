package io.github.diskimagefs.volume;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Dates of HFS and HFS Plus: unsigned seconds since 1904-01-01 (TN1150 "HFS Plus Dates"). */
public final class MacDate {
  private static final long EPOCH = 2_082_844_800L;

  private MacDate() {}

  /** The time that 32 bits stand for; zero is no date, which gives {@link Node#UNKNOWN_TIME}. */
  public static FileTime time(int seconds) {
    if (seconds == 0) {
      return Node.UNKNOWN_TIME;
    }
    return FileTime.from(Integer.toUnsignedLong(seconds) - EPOCH, TimeUnit.SECONDS);
  }

  /** The time in words for a reader. */
  public static String text(long seconds) {
    return Instant.ofEpochSecond(seconds - EPOCH).toString();
  }
}
