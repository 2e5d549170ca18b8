package io.github.diskimagefs.volume;

/** Dates of the proleptic Gregorian calendar as numbers: no object is made for a time. */
public final class CivilDate {
  private CivilDate() {}

  /**
   * Returns days from 1970-01-01. A day past the month's end counts on into the next.
   *
   * @param year from 1 to a million
   * @param month from 1 to 12
   */
  public static int days(int year, int month, int day) {
    // Years begin in March because of the leap day.
    int y = month > 2 ? year : year - 1;
    int shifted = month > 2 ? month - 3 : month + 9;
    return y * 365 + y / 4 - y / 100 + y / 400 + (shifted * 306 + 5) / 10 + day - 1 - 719_468;
  }

  /** Days of a month, which is 1 to 12. */
  public static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }
}
