package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"Z", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"})
  void isTheTextOfAFormatter(String zone) {
    ZoneId id = ZoneId.of(zone);
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xx", Locale.ROOT).withZone(id);
    TimeText text = new TimeText(id, true);
    // Days, hours and the changes of clocks, before and after the epoch and the year 9999.
    for (long seconds = -70_000_000_000L; seconds < 260_000_000_000L; seconds += 1_234_567_891L) {
      for (long more = 0; more < 4; more++) {
        Instant instant = Instant.ofEpochSecond(seconds + more * 20_000);
        assertThat(line(text, FileTime.from(instant)), is(formatter.format(instant)));
      }
    }
  }

  @Test
  void theOffsetIsLeftOutIfItIsNotWanted() {
    TimeText text = new TimeText(ZoneOffset.UTC, false);
    assertThat(line(text, FileTime.fromMillis(0)), is("1970-01-01 00:00"));
    assertThat(line(text, FileTime.fromMillis(86_399_999)), is("1970-01-01 23:59"));
    assertThat(line(text, FileTime.fromMillis(-1)), is("1969-12-31 23:59"));
  }

  @Test
  void timesOutsideTheCalendarHaveItsFirstOrLastDay() {
    TimeText text = new TimeText(ZoneOffset.UTC, false);
    String last = line(text, FileTime.from(Long.MAX_VALUE, TimeUnit.DAYS));
    String first = line(text, FileTime.from(Long.MIN_VALUE, TimeUnit.DAYS));
    assertThat(last.substring(0, 17), is("+999999999-12-31 "));
    assertThat(first.substring(0, 17), is("-999999999-01-01 "));
  }

  @Test
  void eachDayIsThatOfTheCalendar() {
    TimeText text = new TimeText(ZoneOffset.UTC, false);
    for (long first : new long[] {-730_000, -1000, 10_000, 2_932_000, -4_000_000}) {
      for (long day = first; day < first + 2000; day++) {
        String shown = line(text, FileTime.from(day, TimeUnit.DAYS));
        assertThat(shown, is(LocalDate.ofEpochDay(day) + " 00:00"));
      }
    }
  }

  private static String line(TimeText text, FileTime time) {
    StringBuilder line = new StringBuilder();
    text.append(line, time);
    return line.toString();
  }
}
