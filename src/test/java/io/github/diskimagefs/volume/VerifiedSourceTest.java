package io.github.diskimagefs.volume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.volume.VerifiedSource.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class VerifiedSourceTest {
  private static final int LENGTH = 100;

  private int compared;

  @Test
  void comparesEachRangeOnceHoweverItIsRead() throws IOException {
    VerifiedSource source =
        new VerifiedSource("file", new ZeroSource(10 * LENGTH)) {
          @Override
          protected Range verify(long position) {
            compared++;
            long start = position / LENGTH * LENGTH;
            return new Range(start, start + LENGTH);
          }
        };
    for (int i = 0; i < 100; i++) {
      source.readFully(i * 7919L % (10 * LENGTH - 1), ByteBuffer.allocate(1));
    }
    assertThat(compared, lessThanOrEqualTo(10));
    compared = 0;
    source.readFully(0, ByteBuffer.allocate(10 * LENGTH));
    assertThat(compared, is(0));
  }

  @Test
  void joinsRangesThatTouch() {
    VerifiedRanges ranges = new VerifiedRanges(2);
    ranges.add(new Range(10, 20));
    ranges.add(new Range(30, 40));
    assertThat(ranges.add(new Range(20, 30)), is(new Range(10, 40)));
    assertThat(ranges.find(39), is(new Range(10, 40)));
    assertThat(ranges.find(40), is(nullValue()));
    assertThat(ranges.find(9), is(nullValue()));
  }

  @Test
  void forgetsOneOfTooManyRanges() {
    VerifiedRanges ranges = new VerifiedRanges(2);
    ranges.add(new Range(50, 60));
    ranges.add(new Range(30, 40));
    ranges.add(new Range(10, 20));
    assertThat(ranges.find(10), is(new Range(10, 20)));
    assertThat(ranges.find(30), is(new Range(30, 40)));
    assertThat(ranges.find(50), is(nullValue()));
  }
}
