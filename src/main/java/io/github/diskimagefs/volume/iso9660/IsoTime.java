package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.CivilDate;

/**
 * Times as milliseconds since 1970 UTC, {@link #UNKNOWN} where none is recorded. No object is made
 * for a time.
 */
final class IsoTime {
  /** No time is recorded, or an impossible one. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final long QUARTER = 15 * 60_000L;

  private IsoTime() {}

  /**
   * Reads seven bytes, ECMA-119 §9.1.5: year since 1900, month, day, hour, minute, second, zone.
   *
   * @param zoned false for High Sierra, which has no zone
   */
  static long numeric(Struct struct, int offset, boolean zoned) throws MalformedImageException {
    return millis(
        1900 + struct.u8(offset),
        struct.u8(offset + 1),
        struct.u8(offset + 2),
        struct.u8(offset + 3),
        struct.u8(offset + 4),
        struct.u8(offset + 5),
        0,
        zoned ? struct.s8(offset + 6) : 0);
  }

  /**
   * Reads sixteen digits and a zone, ECMA-119 §8.4.26.1. Parts of the time of day that are NUL or
   * blank count as 0, because some writers leave the hundredths, or more, unset.
   *
   * @param zoned false for High Sierra, which has no zone
   */
  static long digits(Struct struct, int offset, boolean zoned) throws MalformedImageException {
    int hundredth = timePart(struct, offset + 14);
    return millis(
        number(struct, offset, 4),
        number(struct, offset + 4, 2),
        number(struct, offset + 6, 2),
        timePart(struct, offset + 8),
        timePart(struct, offset + 10),
        timePart(struct, offset + 12),
        Math.max(0, hundredth),
        zoned ? struct.s8(offset + 16) : 0);
  }

  /** Reads two digits; returns 0 if both are NUL or blank, -1 if they are no number. */
  private static int timePart(Struct struct, int offset) throws MalformedImageException {
    return unset(struct.u8(offset)) && unset(struct.u8(offset + 1)) ? 0 : number(struct, offset, 2);
  }

  private static boolean unset(int character) {
    return character == 0 || character == ' ';
  }

  /** Reads a decimal number; returns -1 if it is none. */
  private static int number(Struct struct, int offset, int digits) throws MalformedImageException {
    int value = 0;
    for (int i = offset; i < offset + digits; i++) {
      int digit = struct.u8(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static long millis(
      int year, int month, int day, int hour, int minute, int second, int hundredth, int zone) {
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return UNKNOWN;
    }
    if (day > CivilDate.lengthOfMonth(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60) {
      return UNKNOWN;
    }
    long seconds =
        CivilDate.days(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second;
    // Quarters of an hour from Greenwich; values out of range are garbage.
    long offset = zone >= -48 && zone <= 52 ? zone * QUARTER : 0;
    return seconds * 1000 + hundredth * 10L - offset;
  }
}
