package io.github.diskimagefs.cli;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Times as {@code 2026-01-31 23:59}, without a formatter, which takes most of the time of a long
 * listing. Neighbours in a listing often are of one day, so the text of the last day is kept.
 */
final class TimeText {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int SECONDS_PER_HOUR = 3600;

  private final ZoneRules rules;
  private final boolean offsetShown;
  private long day = Long.MIN_VALUE;
  private String date = "";

  /**
   * Creates a format.
   *
   * @param offsetShown whether the offset from UTC follows, as {@code +0100}
   */
  TimeText(ZoneId zone, boolean offsetShown) {
    this.rules = zone.getRules();
    this.offsetShown = offsetShown;
  }

  /** Appends a time. A time outside the JDK's calendar has its first or last day. */
  void append(StringBuilder line, FileTime time) {
    Instant instant = time.toInstant();
    ZoneOffset offset = rules.getOffset(instant);
    long seconds = instant.getEpochSecond() + offset.getTotalSeconds();
    long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
    if (days != day) {
      day = days;
      long known = Math.max(LocalDate.MIN.toEpochDay(), Math.min(LocalDate.MAX.toEpochDay(), days));
      date = LocalDate.ofEpochDay(known).toString();
    }
    line.append(date).append(' ');
    clock(line, (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY), ':');
    if (offsetShown) {
      int total = offset.getTotalSeconds();
      line.append(' ').append(total < 0 ? '-' : '+');
      clock(line, Math.abs(total), '\0');
    }
  }

  /** Appends hours and minutes. */
  private static void clock(StringBuilder line, int seconds, char separator) {
    twoDigits(line, seconds / SECONDS_PER_HOUR);
    if (separator != '\0') {
      line.append(separator);
    }
    twoDigits(line, seconds / 60 % 60);
  }

  private static void twoDigits(StringBuilder line, int value) {
    line.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
