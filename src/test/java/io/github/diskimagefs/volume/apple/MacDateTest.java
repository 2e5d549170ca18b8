package io.github.diskimagefs.volume.apple;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MacDateTest {

  private static FileTime time(String text) {
    return FileTime.from(Instant.parse(text));
  }

  @Test
  void countsUnsignedSecondsFrom1904() {
    assertThat(MacDate.time(1), is(time("1904-01-01T00:00:01Z")));
    assertThat(MacDate.time(2_082_844_800), is(FileTime.fromMillis(0)));
    assertThat(MacDate.time(-1), is(time("2040-02-06T06:28:15Z")));
    assertThat(MacDate.text(0xFFFF_FFFFL), is("2040-02-06T06:28:15Z"));
  }

  @Test
  void zeroIsNoDate() {
    assertThat(MacDate.time(0), is(Node.UNKNOWN_TIME));
  }
}
