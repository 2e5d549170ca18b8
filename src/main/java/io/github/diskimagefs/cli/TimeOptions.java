package io.github.diskimagefs.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** How times are shown. */
final class TimeOptions {
  @Option(names = "--utc", description = "Times in UTC instead of the local zone.")
  private boolean utc;

  /** Returns the format of times, which ends with the offset from UTC. */
  TimeText text() {
    return new TimeText(utc ? ZoneOffset.UTC : ZoneId.systemDefault(), true);
  }
}
