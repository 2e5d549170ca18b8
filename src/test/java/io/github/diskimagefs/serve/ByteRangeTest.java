package io.github.diskimagefs.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long SIZE = 1000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-, 0, 1000",
    "bytes=999-, 999, 1",
    "bytes=10-19, 10, 10",
    "bytes=990-5000, 990, 10",
    "bytes=-1, 999, 1",
    "bytes=-5000, 0, 1000",
    "BYTES=5-6, 5, 2",
    "'bytes= 5-6 ', 5, 2",
    "bytes=5-99999999999999999999999999, 5, 995",
    "bytes=-99999999999999999999999999, 0, 1000",
    "'bytes=0-1,2000-', 0, 2"
  })
  void oneRange(String header, long start, long length) throws HttpFailure {
    assertThat(ByteRange.parse(header, SIZE), is(List.of(new ByteRange(start, length))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=1000-",
        "bytes=1000-2000",
        "bytes=-0",
        "bytes=1000-,5000-",
        "bytes=9223372036854775807-9223372036854775807",
        "bytes=99999999999999999999-"
      })
  void aRangeThatTheFileDoesNotHave(String header) {
    HttpFailure failure = assertThrows(HttpFailure.class, () -> ByteRange.parse(header, SIZE));
    assertThat(failure.status(), is(HttpFailure.RANGE_NOT_SATISFIABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5",
        "bytes=5-4",
        "bytes=--5",
        "bytes=0x1-2",
        "items=0-1",
        "bytes=0-1,",
        "bytes=0-10,5-20",
        "bytes=0-,0-,0-",
        "bytes 0-1"
      })
  void otherHeadersAreIgnored(String header) throws HttpFailure {
    assertThat(ByteRange.parse(header, SIZE), is(nullValue()));
  }

  @Test
  void tooManyRangesAreIgnored() throws HttpFailure {
    String many =
        IntStream.range(0, 400).mapToObj(i -> 2 * i + "-" + 2 * i).collect(Collectors.joining(","));
    assertThat(ByteRange.parse("bytes=" + many, SIZE), is(nullValue()));
    assertThat(ByteRange.parse("bytes=500-501,0-1", SIZE).size(), is(2));
  }

  @Test
  void anEmptyFileHasNoRanges() throws HttpFailure {
    assertThat(ByteRange.parse("bytes=0-", 0), is(nullValue()));
  }
}
