package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.image.IsoImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output in JSON. */
class JsonLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "a\"b\\c, a\\\"b\\\\c",
        "tab\tend, tab\\u0009end",
        "x\u001B[2J, x\\u001b[2J",
        "\u007F\u0085, \\u007f\\u0085",
        "\u202Eexe, \\u202eexe",
        "\u00FC\u65E5\uD83D\uDE00, \u00FC\u65E5\uD83D\uDE00",
        "\uD83D, \\ud83d",
        "x\uDE00\uD83D, x\\ude00\\ud83d",
        "\uDB40\uDC41, \\udb40\\udc41",
      })
  void textsAreEscaped(String text, String expected) {
    assertThat(new JsonLine().put("key", text).toString(), is("{\"key\":\"" + expected + "\"}"));
  }

  @Test
  void linesHoldEveryTypeOfValue() {
    assertThat(
        new JsonLine()
            .put("none", (String) null)
            .put("number", Long.MIN_VALUE)
            .put("yes", true)
            .put("map", Map.of("a", "b"))
            .put("objects", List.of(new JsonLine(), new JsonLine().put("x", 1)))
            .putTexts("texts", List.of("a", "b"))
            .putNumbers("numbers", List.of(1, 2))
            .toString(),
        is(
            "{\"none\":null,\"number\":-9223372036854775808,\"yes\":true,\"map\":{\"a\":\"b\"},"
                + "\"objects\":[{},{\"x\":1}],\"texts\":[\"a\",\"b\"],\"numbers\":[1,2]}"));
  }

  @Test
  void commandsPrintOneObjectALine() throws Exception {
    String image =
        IsoImage.named("DEMO")
            .file("/new\nline", "1")
            .owner("/new\nline", 7, 8)
            .permissions("/new\nline", 0640)
            .symlink("/to", "new\nline")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
    String times = "\"modified\":\"%1$s\",\"accessed\":\"%1$s\",\"created\":\"%1$s\"";
    String file =
        "{\"path\":\"/new\\u000aline\",\"type\":\"file\",\"size\":1,"
            + String.format(times, IsoImage.TIME)
            + ",\"mode\":\"0640\",\"links\":1,\"uid\":7,\"gid\":8}";
    String link =
        "{\"path\":\"/to\",\"type\":\"symlink\",\"size\":8,"
            + String.format(times, IsoImage.TIME)
            + ",\"mode\":\"0777\",\"links\":1,\"uid\":0,\"gid\":0,\"target\":\"new\\u000aline\"}";
    assertThat(CommandRun.of("ls", "--json", image).lines(), contains(file, link));
    assertThat(CommandRun.of("find", "--json", image, "-type", "l").lines(), contains(link));

    String name = new JsonLine().put("image", image).toString().replaceFirst("}$", "");
    List<String> info = CommandRun.of("info", "--json", image, image).lines();
    assertThat(info.size(), is(2));
    assertThat(info.get(0), startsWith(name + ",\"format\":\"raw\",\"properties\":{},"));
    assertThat(info.get(0), containsString("\"label\":\"DEMO\",\"views\":[\"rockridge\","));

    List<String> verified = CommandRun.of("verify", "--json", image).lines();
    assertThat(verified.get(0), startsWith(name + ",\"part\":\"volume 1\",\"status\":\"valid\","));
    assertThat(verified.get(verified.size() - 1), is(name + ",\"status\":\"not_checked\"}"));
  }
}
