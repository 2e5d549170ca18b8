package io.github.diskimagefs.volume;

import java.nio.file.attribute.FileTime;

/** Dates and times of MS-DOS, as FAT and exFAT record them (FAT specification 6, exFAT 7.4.8). */
public final class DosTime {
  private static final int EPOCH_YEAR = 1980;
  private static final long MINUTE_MILLIS = 60_000;

  private DosTime() {}

  /**
   * Returns a time, taken as UTC.
   *
   * @param date bits 15 to 9 the year from 1980, 8 to 5 the month, 4 to 0 the day
   * @param time bits 15 to 11 the hour, 10 to 5 the minute, 4 to 0 half the second
   * @param hundredths further hundredths of a second, 0 to 199
   * @return {@link Node#UNKNOWN_TIME} if the date is none
   */
  public static FileTime time(int date, int time, int hundredths) {
    return time(date, time, hundredths, 0);
  }

  /**
   * Returns a time as {@link #time(int, int, int)} does, of another time zone.
   *
   * @param zoneMinutes minutes that local time is ahead of UTC
   */
  public static FileTime time(int date, int time, int hundredths, int zoneMinutes) {
    int month = date >> 5 & 0xF;
    int day = date & 0x1F;
    if (month < 1 || month > 12 || day < 1) {
      return Node.UNKNOWN_TIME;
    }
    long days = CivilDate.days(EPOCH_YEAR + (date >> 9 & 0x7F), month, day);
    long minutes = (days * 24 + (time >> 11 & 0x1F)) * 60 + (time >> 5 & 0x3F) - zoneMinutes;
    long seconds = (time & 0x1F) * 2L;
    return FileTime.fromMillis(minutes * MINUTE_MILLIS + seconds * 1000 + hundredths * 10L);
  }
}
