package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders, names of commands, help, suggestions, colours, several images. */
class UsageTest {
  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/a", "1")
            .file("/b", "333")
            .file("/c", "22")
            .dir("/docs")
            .modified("/a", Instant.parse("2024-03-01T00:00:00Z"))
            .modified("/c", Instant.parse("2024-03-02T00:00:00Z"))
            .symlink("/link", "a")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @Test
  void lsSortsByTimeAndSize() {
    assertThat(CommandRun.of("ls", "-t", image).lines(), contains("c", "a", "b", "docs", "link"));
    assertThat(CommandRun.of("ls", "-S1", image, "/?").lines(), contains("/b", "/c", "/a"));
    assertThat(CommandRun.of("ls", "-rS", image, "/?").lines(), contains("/a", "/c", "/b"));
    assertThat(CommandRun.of("ls", "-r", image).lines(), contains("link", "docs", "c", "b", "a"));
    assertThat(CommandRun.of("ls", "-d", image, "/docs", "/").lines(), contains("/docs", "/"));
  }

  @Test
  void timesAreLocalUnlessUtcIsAskedFor() {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(
          CommandRun.of("ls", "-l", image, "/a").text(),
          containsString(" 2024-03-01 05:30 +0530 "));
      assertThat(
          CommandRun.of("ls", "-l", "--utc", image, "/a").text(),
          containsString(" 2024-03-01 00:00 +0000 "));
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void commandsHaveOtherNames() throws IOException {
    assertThat(CommandRun.of("list", image).lines(), is(CommandRun.of("ls", image).lines()));
    assertThat(CommandRun.of("t", image).lines(), is(CommandRun.of("verify", image).lines()));
    assertThat(CommandRun.of("x", image, "-C", folder.resolve("x").toString()).status(), is(0));
    assertThat(Files.readString(folder.resolve("x/b")), is("333"));
  }

  @Test
  void helpNamesACommand() {
    assertThat(CommandRun.of("help", "ls").text(), is(CommandRun.of("ls", "--help").text()));
    assertThat(CommandRun.of("help").text(), is(CommandRun.of("--help").text()));
    assertThat(CommandRun.of("help", "nonsense").status(), is(2));
    assertThat(CommandRun.of("--help").text(), not(containsString("generate-completion")));
  }

  @ParameterizedTest
  @CsvSource({
    "exract, 'extract'",
    "verfy, 'verify'",
    "lis, 'list'",
    "lst x, 'ls'",
    "help exract, 'extract'",
    "ls --recusive, '--recursive'",
    "hash --algoritm, '--algorithm'",
  })
  void similarNamesAreSuggested(String command, String suggestion) {
    CommandRun run = CommandRun.of((command + " disc.iso").split(" "));
    assertThat(run.status(), is(2));
    assertThat(run.error(), allOf(containsString("did you mean "), containsString(suggestion)));
    assertThat(run.error().lines().count(), is(1L));
  }

  @Test
  void severalImagesAreTitled() {
    String text = CommandRun.of("info", image, image).text().replace("\r\n", "\n");
    assertThat(text, containsString("\n\n" + image + ":\nImage "));
    assertThat(text.startsWith(image + ":\nImage "), is(true));
    CommandRun run = CommandRun.of("verify", image, folder.resolve("absent").toString(), image);
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("absent: no such file"));
    assertThat(
        run.text()
            .lines()
            .filter(line -> line.equals("not fully checked, no damage found"))
            .count(),
        is(2L));
  }

  @Test
  void coloursAreForTerminals() {
    assertThat(
        CommandRun.onTerminal(true, "ls", image).lines(),
        contains("a", "b", "c", "\u001b[1;34mdocs\u001b[0m", "\u001b[1;36mlink\u001b[0m"));
    assertThat(CommandRun.onTerminal(false, "ls", image).text(), not(containsString("\u001b")));
    assertThat(CommandRun.of("ls", image).text(), not(containsString("\u001b")));
    assertThat(
        CommandRun.onTerminal(true, "verify", image).text(),
        containsString("\u001b[33mnot fully checked, no damage found\u001b[0m"));
    assertThat(CommandRun.onTerminal(true, "help", "ls").text(), containsString("\u001b[1m"));
    assertThat(CommandRun.of("ls", "--help").text(), not(containsString("\u001b")));
  }

  @Test
  void progressShowsSpeedAndTimeLeft() {
    assertThat(Progress.speed(10 << 20, 30 << 20, 2), is("5.0M/s  0:04  "));
    assertThat(Progress.speed(1 << 20, 7201L << 20, 1), is("1.0M/s  2:00:00  "));
    assertThat(Progress.speed(1 << 20, 0, 1), matchesPattern("1.0M/s +"));
  }
}
