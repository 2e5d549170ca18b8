package io.github.diskimagefs.serve;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "a\"b\\c, a\\\"b\\\\c",
        "tab\tend, tab\\u0009end",
        "x\u001B[2J, x\\u001b[2J",
        "\u007F, \\u007f",
        "zero, \\u007aero",
        "\u00FC\u65E5\uD83D\uDE00, \u00FC\u65E5\uD83D\uDE00",
        "\uD83D, \\ud83d",
        "x\uDE00\uD83D, x\\ude00\\ud83d",
        "\uDB40\uDC41, \\udb40\\udc41",
      })
  void textsAreEscaped(String text, String expected) {
    JsonWriter json = new JsonWriter(c -> c == 'z' || c == 0xE0041);
    assertThat(json.value(text).toString(), is('"' + expected + '"'));
  }

  @Test
  void textForThePageIsAscii() {
    assertThat(
        JsonWriter.ascii().value("</b>\u00FC\uD83D\uDE00").toString(),
        is("\"\\u003c/b>\\u00fc\\ud83d\\ude00\""));
  }

  @Test
  void objectsHoldEveryTypeOfValue() {
    assertThat(
        new JsonWriter(c -> false)
            .beginObject()
            .member("none", (String) null)
            .member("number", Long.MIN_VALUE)
            .member("yes", true)
            .member("map", Map.of("a", "b"))
            .member("texts", List.of("a", "b"))
            .name("objects")
            .beginArray()
            .beginObject()
            .endObject()
            .beginObject()
            .member("x", 1)
            .endObject()
            .endArray()
            .endObject()
            .toString(),
        is(
            "{\"none\":null,\"number\":-9223372036854775808,\"yes\":true,\"map\":{\"a\":\"b\"},"
                + "\"texts\":[\"a\",\"b\"],\"objects\":[{},{\"x\":1}]}"));
  }
}
