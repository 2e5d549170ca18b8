package io.github.diskimagefs.cli;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

  /** Days since 1970 of the first and the last day of {@code LocalDate}. */
  private static final long MIN_DAY = -365_243_219_162L;

  private static final long MAX_DAY = 365_241_780_471L;

  /** Days in 400 years, after which the Gregorian calendar repeats. */
  private static final long CYCLE_DAYS = 146_097;

  /** Days from March 1 of the year 0 to January 1 of 1970. */
  private static final long DAYS_TO_1970 = 719_468;

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
      date = date(Math.max(MIN_DAY, Math.min(MAX_DAY, days)));
    }
    line.append(date).append(' ');
    clock(line, (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY), ':');
    if (offsetShown) {
      int total = offset.getTotalSeconds();
      line.append(' ').append(total < 0 ? '-' : '+');
      clock(line, Math.abs(total), '\0');
    }
  }

  /**
   * Returns a day as {@code LocalDate} does, whose first use loads formatters on some JDKs. A year
   * is counted from March here, so that a leap day is its last.
   */
  private static String date(long epochDay) {
    long cycle = Math.floorDiv(epochDay + DAYS_TO_1970, CYCLE_DAYS);
    long day = Math.floorMod(epochDay + DAYS_TO_1970, CYCLE_DAYS);
    long year = (day - day / 1460 + day / 36_524 - day / (CYCLE_DAYS - 1)) / 365;
    long dayOfYear = day - (365 * year + year / 4 - year / 100);
    int month = (int) ((5 * dayOfYear + 2) / 153);
    StringBuilder text = new StringBuilder();
    year(text, cycle * 400 + year + (month >= 10 ? 1 : 0));
    text.append('-');
    twoDigits(text, month < 10 ? month + 3 : month - 9);
    text.append('-');
    twoDigits(text, (int) (dayOfYear - (153 * month + 2) / 5 + 1));
    return text.toString();
  }

  /** Appends a year with four digits at least, and a sign before one of more or before year 0. */
  private static void year(StringBuilder text, long year) {
    if (year < 0) {
      text.append('-');
    } else if (year > 9999) {
      text.append('+');
    }
    String digits = Long.toString(Math.abs(year));
    text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
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
