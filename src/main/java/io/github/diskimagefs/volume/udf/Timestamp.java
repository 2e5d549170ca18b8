package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.CivilDate;
import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** Timestamp, ECMA-167 1/7.3: 12 bytes; kept as microseconds since 1970 in UTC. */
final class Timestamp {
  static final int SIZE = 12;

  /** No time, or none that can be. */
  static final long NONE = Long.MIN_VALUE;

  private Timestamp() {}

  static long micros(Struct struct, int offset) throws MalformedImageException {
    int typeAndZone = struct.u16(offset); // 1/7.3.1
    int year = struct.s16(offset + 2);
    int month = struct.u8(offset + 4);
    int day = struct.u8(offset + 5);
    int hour = struct.u8(offset + 6);
    int minute = struct.u8(offset + 7);
    int second = struct.u8(offset + 8);
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    if (day > CivilDate.lengthOfMonth(year, month) || hour > 23 || minute > 59 || second > 60) {
      return NONE;
    }
    long seconds = CivilDate.days(year, month, day) * 86_400L;
    seconds += hour * 3600L + minute * 60L + second;
    // Type 1 is local time, 12 bits of offset in minutes; -2047 says that none is given.
    int zone = typeAndZone << 20 >> 20;
    if (typeAndZone >> 12 == 1 && zone >= -1440 && zone <= 1440) {
      seconds -= zone * 60L;
    }
    int centis = struct.u8(offset + 9);
    int hundreds = struct.u8(offset + 10);
    int micros = struct.u8(offset + 11);
    // A fraction out of range is dropped whole: some drivers leave rubbish there.
    long fraction =
        centis < 100 && hundreds < 100 && micros < 100
            ? centis * 10_000L + hundreds * 100L + micros
            : 0;
    return seconds * 1_000_000L + fraction;
  }

  static FileTime fileTime(long micros) {
    return micros == NONE ? Node.UNKNOWN_TIME : FileTime.from(micros, TimeUnit.MICROSECONDS);
  }

  static String text(long micros) {
    return micros == NONE ? "" : fileTime(micros).toString();
  }
}
