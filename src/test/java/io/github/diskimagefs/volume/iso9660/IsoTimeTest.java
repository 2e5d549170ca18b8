package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
  @Test
  void zoneCountsQuartersOfAnHourEastOfGreenwich() throws IOException {
    assertThat(numeric(126, 7, 1, 12, 30, 15, 8), is("2026-07-01T10:30:15Z"));
    assertThat(numeric(126, 7, 1, 12, 30, 15, -20), is("2026-07-01T17:30:15Z"));
  }

  @Test
  void zoneOutOfRangeIsNone() throws IOException {
    assertThat(numeric(126, 7, 1, 12, 30, 15, 53), is("2026-07-01T12:30:15Z"));
    assertThat(numeric(126, 7, 1, 12, 30, 15, -49), is("2026-07-01T12:30:15Z"));
  }

  @Test
  void yearsRunFrom1900To2155() throws IOException {
    assertThat(numeric(0, 1, 1, 0, 0, 0, 0), is("1900-01-01T00:00:00Z"));
    assertThat(numeric(255, 12, 31, 23, 59, 59, 0), is("2155-12-31T23:59:59Z"));
    assertThat(numeric(100, 2, 29, 0, 0, 0, 0), is("2000-02-29T00:00:00Z"));
  }

  @Test
  void whatIsNoDateIsUnknown() throws IOException {
    assertThat(numeric(0, 0, 0, 0, 0, 0, 0), is("unknown"));
    assertThat(numeric(126, 13, 1, 0, 0, 0, 0), is("unknown"));
    assertThat(numeric(126, 1, 1, 24, 0, 0, 0), is("unknown"));
  }

  @Test
  void digitsCarryHundredths() throws IOException {
    assertThat(digits("2026070112301507", 4), is("2026-07-01T11:30:15.070Z"));
    assertThat(digits("9999123123595999", 0), is("9999-12-31T23:59:59.990Z"));
    assertThat(digits("0000000000000000", 0), is("unknown"));
    assertThat(digits("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0), is("unknown"));
  }

  @Test
  void partsOfTheTimeOfDayThatAreUnsetAreZero() throws IOException {
    assertThat(digits("20210608120000\0\0", 0), is("2021-06-08T12:00:00Z"));
    assertThat(digits("20210608120000  ", 0), is("2021-06-08T12:00:00Z"));
    assertThat(digits("20210608        ", 0), is("2021-06-08T00:00:00Z"));
    assertThat(digits("20210608120000xx", 0), is("2021-06-08T12:00:00Z"));
  }

  @Test
  void dayPastTheEndOfTheMonthIsUnknown() throws IOException {
    assertThat(numeric(125, 2, 29, 0, 0, 0, 0), is("unknown"));
    assertThat(digits("2021063112000000", 0), is("unknown"));
  }

  private static String numeric(int... fields) throws IOException {
    byte[] bytes = new byte[fields.length];
    for (int i = 0; i < fields.length; i++) {
      bytes[i] = (byte) fields[i];
    }
    return text(IsoTime.numeric(struct(bytes), 0, true));
  }

  private static String digits(String digits, int zone) throws IOException {
    byte[] bytes = (digits + (char) zone).getBytes(StandardCharsets.ISO_8859_1);
    return text(IsoTime.digits(struct(bytes), 0, true));
  }

  private static String text(long time) {
    return time == IsoTime.UNKNOWN ? "unknown" : Instant.ofEpochMilli(time).toString();
  }

  private static Struct struct(byte[] bytes) {
    return Struct.of("date", bytes, 0, ByteOrder.LITTLE_ENDIAN);
  }
}
