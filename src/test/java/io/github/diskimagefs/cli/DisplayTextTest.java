package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTextTest {
  @Test
  void columnsAreThoseOfATerminal() {
    assertThat(DisplayText.columns("abc"), is(3));
    assertThat(DisplayText.columns("\u65E5\u672C"), is(4)); // kanji
    assertThat(DisplayText.columns("e\u0301"), is(1)); // a combining accent
    assertThat(DisplayText.columns("\uD83D\uDE00"), is(2)); // an emoticon
    assertThat(DisplayText.columns("\u00FC"), is(1));
  }

  @Test
  void eachControlCharacterOfANameIsMarked() {
    assertThat(DisplayText.name("a\r\n\tb\u001b[31m"), is("a???b?[31m"));
    assertThat(DisplayText.name("a b"), is("a b"));
  }

  @Test
  void theEndOfALongNameFitsTheColumns() {
    assertThat(DisplayText.tail("short", 5), is("short"));
    assertThat(DisplayText.tail("longer", 5), is("\u2026nger"));
    assertThat(DisplayText.tail("\u65E5\u672C\u8A9E", 5), is("\u2026\u672C\u8A9E"));
    assertThat(DisplayText.tail("\u65E5\u672C\u8A9E", 4), is("\u2026\u8A9E"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200B", "\u200D", "\u200E", "\u200F", "\u202A", "\u202E", "\u2060", "\u2066", "\u2069",
        "\u2028", "\u00AD", "\u061C", "\uFEFF", "\u034F", "\u3164", "\uFE0F", "\u009B"
      })
  void invisibleCharactersAreEscaped(String character) {
    assertThat(
        DisplayText.visible("a" + character + "b"),
        is(String.format("a\\u%04xb", (int) character.charAt(0))));
  }

  @Test
  void tagsAreEscapedAndLettersAreNot() {
    assertThat(DisplayText.visible("\uDB40\uDC41"), is("\\U000e0041"));
    String letters = "\u05D0\u0627\u0E01\u0E34\u65E5e\u0301\uD83D\uDE00";
    assertThat(DisplayText.visible(letters), is(letters));
  }

  @Test
  void aBarIsNeverWiderThanTheTerminal() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), 40);
    progress.start(100);
    progress.drawNow("\u65E5".repeat(60), 50);
    String line = out.toString(StandardCharsets.UTF_8).replace("\r", "").replace("\u001b[K", "");
    assertThat(DisplayText.columns(line) <= 39, is(true));
    assertThat(line.startsWith("[######       ]  50%"), is(true));
  }
}
