package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/docs/read me.md", "Read me.\n")
            .file("/docs/inner/deep.txt", "")
            .symlink("/link", "docs/read me.md")
            .permissions("/hello.txt", 0640)
            .owner("/hello.txt", 7, 8)
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @Test
  void lsNamesTheEntriesInOrder() {
    assertThat(run("ls", image), is(0));
    assertThat(lines(), is("docs|hello.txt|link"));
  }

  @Test
  void lsKnowsDetails() {
    run("ls", "-l", image, "/hello.txt", "/link");
    assertThat(
        lines(),
        matchesPattern(
            "-rw-r----- +1 +7 +8 +7 2024-02-29 12:34 /hello\\.txt\\|"
                + "lrwxrwxrwx .* /link -> docs/read me\\.md"));
  }

  @Test
  void lsEntersFolders() {
    run("ls", "-R", image, "/docs");
    assertThat(lines(), is("/docs:|inner|read me.md||/docs/inner:|deep.txt"));
  }

  @Test
  void treeDrawsBranches() {
    assertThat(run("tree", image), is(0));
    assertThat(
        lines(),
        is(
            "/|├── docs|│   ├── inner|│   │   └── deep.txt|│   └── read me.md"
                + "|├── hello.txt|└── link -> docs/read me.md||2 folders, 4 files"));
  }

  @Test
  void treeEndsAtTheDepthAskedFor() {
    run("tree", "-L", "1", "-s", image);
    assertThat(
        lines(),
        is("/|├── docs|├── hello.txt  (7)|└── link -> docs/read me.md||1 folders, 2 files"));
  }

  @Test
  void catWritesTheBytesOfFileAfterFile() {
    assertThat(run("cat", image, "/hello.txt", "link"), is(0));
    assertThat(out.toString(UTF_8), is("Hello.\nRead me.\n"));
  }

  @Test
  void infoKnowsLabelAndViews() {
    assertThat(run("info", image), is(0));
    assertThat(
        out.toString(UTF_8),
        allOf(containsString("DEMO"), containsString("rockridge"), containsString("joliet")));
  }

  @Test
  void optionsChooseTheView() {
    run("ls", "--view", "iso9660", image);
    assertThat(out.toString(UTF_8), containsString("HELLO.TXT"));
  }

  @Test
  void extractWritesTheTree() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run("extract", image, "-d", target.toString()), is(0));
    assertThat(err.toString(UTF_8), is(""));
    assertThat(Files.readString(target.resolve("hello.txt")), is("Hello.\n"));
    assertThat(
        Files.getLastModifiedTime(target.resolve("hello.txt")).toInstant(), is(IsoImage.TIME));
    assertThat(Files.readString(target.resolve("link")), is("Read me.\n"));
  }

  @Test
  void verifySaysThatAnImageIsValid() {
    assertThat(run("verify", image), is(0));
    assertThat(out.toString(UTF_8), containsString("3 files"));
  }

  @Test
  void verifyFailsWhereFilesCannotBeRead() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(image));
    Files.write(Path.of(image), Arrays.copyOf(bytes, bytes.length - 2 * 2048));
    assertThat(run("verify", image), is(1));
    assertThat(out.toString(UTF_8), containsString("DAMAGED"));
  }

  @Test
  void verifyStrictlyFailsIfAPartIsNotChecked() throws IOException {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    byte[] bytes = UdifImage.of(volume).bytes();
    Path readable = Files.write(folder.resolve("a.dmg"), bytes);
    assertThat(run("verify", "--strict", readable.toString()), is(0));
    assertThat(out.toString(UTF_8).lines().toList(), hasItem("valid"));

    Path empty = Files.write(folder.resolve("b.dmg"), UdifImage.of(new byte[65536]).bytes());
    assertThat(run("verify", empty.toString()), is(0));
    assertThat(
        out.toString(UTF_8).lines().toList(), hasItem("valid as far as it could be checked"));
    assertThat(run("verify", "--strict", empty.toString()), is(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "tree", "cat", "info", "extract", "verify"})
  void helpTeachesByExamples(String command) {
    assertThat(run(command, "--help"), is(0));
    assertThat(
        out.toString(UTF_8),
        allOf(
            containsString("Usage: diskimagefs " + command),
            containsString("--view"),
            containsString("auto, rockridge, udf"),
            containsString("Examples:"),
            containsString("diskimagefs " + command + " ")));
  }

  @Test
  void helpListsTheCommands() {
    run("--help");
    assertThat(out.toString(UTF_8), allOf(containsString("extract"), containsString("Examples:")));
  }

  @Test
  void aWrongCommandLineIsTwo() {
    assertThat(run("ls", "--no-such-option", image), is(2));
    assertThat(oneLineOfErrors(), containsString("'diskimagefs ls --help'"));
    assertThat(run("no-such-command"), is(2));
    assertThat(run("ls"), is(2));
  }

  @Test
  void whatFailsIsOneAndSaidInOneLine() throws IOException {
    assertThat(run("ls", folder.resolve("absent.iso").toString()), is(1));
    assertThat(oneLineOfErrors(), containsString("absent.iso: no such file"));

    assertThat(run("cat", image, "/absent"), is(1));
    assertThat(oneLineOfErrors(), containsString("/absent: no such file"));

    assertThat(run("ls", "--view", "sideways", image), is(1));
    assertThat(oneLineOfErrors(), containsString("view: expected one of"));

    String text = Files.writeString(folder.resolve("text.iso"), "no image").toString();
    assertThat(run("tree", text), is(1));
    assertThat(oneLineOfErrors(), containsString("no disk image"));
  }

  @Test
  void oneFailureDoesNotKeepTheRestBack() {
    assertThat(run("cat", image, "/absent", "/hello.txt"), is(1));
    assertThat(out.toString(UTF_8), is("Hello.\n"));
  }

  @Test
  void namesCannotSteerTheTerminal() throws IOException {
    String evil =
        IsoImage.named("EVIL")
            .file("/\u001b[2Jx", "")
            .writeTo(folder.resolve("evil.iso"))
            .toString();
    run("ls", evil);
    run("tree", evil);
    assertThat(out.toString(UTF_8), not(containsString("\u001b")));
  }

  private int run(String... args) {
    Console console = new Console(out, err, UTF_8, false);
    int status = Main.run(console, args);
    console.out().flush();
    return status;
  }

  private String lines() {
    return String.join("|", out.toString(UTF_8).lines().toArray(String[]::new));
  }

  private String oneLineOfErrors() {
    String text = err.toString(UTF_8);
    err.reset();
    assertThat(text.lines().count() + " lines: " + text, text.lines().count(), is(1L));
    return text;
  }
}
