package io.github.diskimagefs.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "%41",
        "%",
        "a?b#c",
        "a b+c",
        "..a",
        "...",
        "a!",
        "\\..\\",
        "C:",
        "\u00E9\u4E2D\uD83D\uDE00",
        "\uD800",
        "x\uDC00y",
        "\uDC00\uD800",
        "a\u0001\n\u007F",
        "\u202Etxt.exe",
        "]]>&<\"'",
        "\uFFFE\uFFFF"
      })
  void everyNameHasASegmentThatLeadsBackToIt(String name) throws HttpFailure {
    String segment = UrlNames.encode(name);
    assertThat(segment.matches("[A-Za-z0-9._~%-]+"), is(true));
    assertThat(UrlNames.decode(segment), is(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "%2e%2E",
        ".%2e",
        "%2e",
        "a%2Fb",
        "%2f",
        "%00",
        "a%",
        "a%4",
        "a%4g",
        "%c0%ae%c0%ae",
        "%c0%af",
        "%e0%80%af",
        "%80",
        "%f8%88%80%80%80",
        "%f4%90%80%80",
        "%e2%82",
        "\u0100"
      })
  void otherSegmentsAreRefused(String segment) {
    HttpFailure failure = assertThrows(HttpFailure.class, () -> UrlNames.decode(segment));
    assertThat(failure.status(), is(HttpFailure.BAD_REQUEST));
  }

  @Test
  void aSegmentIsDecodedOnce() throws HttpFailure {
    assertThat(UrlNames.decode("%252e%252e%252f"), is("%2e%2e%2f"));
  }

  @Test
  void bytesThatAreNotEncodedAreUtf8() throws HttpFailure {
    assertThat(UrlNames.decode("\u00C3\u00A9"), is("\u00E9"));
  }

  @Test
  void onlyTheLastSegmentMayBeEmpty() throws HttpFailure {
    assertThat(UrlNames.split(""), is(empty()));
    assertThat(UrlNames.split("a/b/"), contains("a", "b"));
    assertThrows(HttpFailure.class, () -> UrlNames.split("a//b"));
    assertThrows(HttpFailure.class, () -> UrlNames.split("/"));
  }
}
