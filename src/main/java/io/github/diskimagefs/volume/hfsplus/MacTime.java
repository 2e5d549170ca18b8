package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Dates: unsigned seconds since 1904-01-01 (TN1150 "HFS Plus Dates"). */
final class MacTime {
  private static final long EPOCH = 2_082_844_800L;

  private MacTime() {}

  /** Zero is no date. */
  static FileTime of(int seconds) {
    if (seconds == 0) {
      return Node.UNKNOWN_TIME;
    }
    return FileTime.from(Integer.toUnsignedLong(seconds) - EPOCH, TimeUnit.SECONDS);
  }

  static String text(long seconds) {
    return Instant.ofEpochSecond(seconds - EPOCH).toString();
  }
}
