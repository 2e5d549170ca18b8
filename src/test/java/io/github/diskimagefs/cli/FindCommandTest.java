package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContainingInAnyOrder;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.ExtImages;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindCommandTest {
  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/a.txt", "x".repeat(1024))
            .file("/docs/B.TXT", "x".repeat(1025))
            .file("/docs/in/c.txt", "")
            .modified("/docs/B.TXT", Instant.parse("2025-01-01T00:00:00Z"))
            .symlink("/link", "a.txt")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ";/|/a.txt|/docs|/docs/B.TXT|/docs/in|/docs/in/c.txt|/link",
        "--name *.txt;/a.txt|/docs/in/c.txt",
        "-name {a,c}.txt;/a.txt|/docs/in/c.txt",
        "-iname *.txt;/a.txt|/docs/B.TXT|/docs/in/c.txt",
        "--path /docs/**/c*;/docs/in/c.txt",
        "--path /docs/*;/docs/B.TXT|/docs/in",
        "-type d;/|/docs|/docs/in",
        "-type l,d -name *n*;/docs/in|/link",
        "-size 1024;/a.txt",
        "-size 1k;/a.txt",
        "-size +1k;/docs/B.TXT",
        "-size -1k;/docs/in/c.txt",
        "-newer 2024-06-01;/docs/B.TXT",
        "-newer 2024-12-31T23:59:59Z;/docs/B.TXT",
        "-newer 2025-01-01T01:00+01:00;",
        "-maxdepth 1 -type f;/a.txt",
        "--max-depth 0;/",
        "/docs -type f;/docs/B.TXT|/docs/in/c.txt",
        "/d*/* -type f;/docs/B.TXT|/docs/in/c.txt",
      })
  void entriesMeetAllConditions(String conditions, String expected) {
    List<String> args = new ArrayList<>(List.of("find", image));
    if (conditions != null) {
      args.addAll(List.of(conditions.split(" ")));
    }
    List<String> found = CommandRun.of(args.toArray(String[]::new)).lines();
    assertThat(
        String.join("|", found.stream().sorted().toList()), is(expected == null ? "" : expected));
  }

  @Test
  void entriesAreNewerThanAFileOfTheHost() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-12-01T00:00:00Z")));
    assertThat(
        CommandRun.of("find", image, "--newer", file.toString()).lines(), contains("/docs/B.TXT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--size x",
        "--size 1Q",
        "--size 99999999999999999T",
        "--newer yesterday",
        "--type z",
        "--type ,",
        "--name [a",
        "--max-depth x"
      })
  void aWrongConditionIsWrongUsage(String condition) {
    List<String> args = new ArrayList<>(List.of("find", image));
    args.addAll(List.of(condition.split(" ")));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.error(), run.status(), is(2));
    assertThat(run.error().lines().count(), is(1L));
  }

  @Test
  void aNegativeDepthIsWrongUsage() {
    assertThat(CommandRun.of("find", image, "--max-depth", "-1").status(), is(2));
  }

  @Test
  void pathsMayEndWithNul() {
    assertThat(
        CommandRun.of("find", image, "-name", "*.txt", "-print0").text().split("\0"),
        arrayContainingInAnyOrder("/a.txt", "/docs/in/c.txt"));
  }

  @Test
  void typesOfUnixAreKnown() throws IOException {
    String ext = Files.write(folder.resolve("ext.img"), ExtImages.features()).toString();
    assertThat(CommandRun.of("find", ext, "-type", "c").lines(), contains("/chr"));
    assertThat(CommandRun.of("find", ext, "-type", "b").lines(), contains("/blk"));
    assertThat(CommandRun.of("find", ext, "-type", "p").lines(), contains("/fifo"));
    assertThat(CommandRun.of("find", ext, "-type", "s").lines(), contains("/sock"));
    assertThat(
        CommandRun.of("find", ext, "-type", "b", "--json").text(),
        containsString("{\"path\":\"/blk\",\"type\":\"block_device\",\"size\":0,\"modified\":"));
  }
}
