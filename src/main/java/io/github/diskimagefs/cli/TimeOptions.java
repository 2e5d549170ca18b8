package io.github.diskimagefs.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How times are shown. */
final class TimeOptions {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xx", Locale.ROOT);

  @Option(names = "--utc", description = "Times in UTC instead of the local zone.")
  private boolean utc;

  /** Returns the format of times, which ends with the offset from UTC. */
  DateTimeFormatter format() {
    return FORMAT.withZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
  }
}
