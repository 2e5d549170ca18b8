package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.CivilDate;

/** Times as milliseconds since 1970 UTC, 0 where unknown. No object is made for a time. */
final class IsoTime {
  private static final long QUARTER = 15 * 60_000L;

  private IsoTime() {}

  /**
   * Seven bytes, ECMA-119 §9.1.5: year since 1900, month, day, hour, minute, second, zone. High
   * Sierra has no zone.
   */
  static long numeric(Struct in, int at, boolean zoned) throws MalformedImageException {
    return millis(
        1900 + in.u8(at),
        in.u8(at + 1),
        in.u8(at + 2),
        in.u8(at + 3),
        in.u8(at + 4),
        in.u8(at + 5),
        0,
        zoned ? in.s8(at + 6) : 0);
  }

  /** Sixteen digits and a zone, ECMA-119 §8.4.26.1. High Sierra has no zone. */
  static long digits(Struct in, int at, boolean zoned) throws MalformedImageException {
    int date = number(in, at, 8);
    int time = number(in, at + 8, 8);
    if (date < 0 || time < 0) {
      return 0;
    }
    return millis(
        date / 10000,
        date / 100 % 100,
        date % 100,
        time / 1_000_000,
        time / 10000 % 100,
        time / 100 % 100,
        time % 100,
        zoned ? in.s8(at + 16) : 0);
  }

  private static int number(Struct in, int at, int digits) throws MalformedImageException {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = in.u8(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static long millis(
      int year, int month, int day, int hour, int minute, int second, int hundredth, int zone) {
    if (month < 1
        || month > 12
        || day < 1
        || day > 31
        || hour > 23
        || minute > 59
        || second > 60
        || year < 1) {
      return 0;
    }
    long seconds = CivilDate.days(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second;
    // Quarters of an hour from Greenwich; out of range they are no zone but garbage.
    long offset = zone >= -48 && zone <= 52 ? zone * QUARTER : 0;
    return seconds * 1000 + hundredth * 10L - offset;
  }
}
