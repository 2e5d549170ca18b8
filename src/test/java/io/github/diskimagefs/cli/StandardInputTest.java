package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.image.EncryptedImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image, or a password, from the standard input. */
class StandardInputTest {
  @TempDir Path folder;

  private static byte[] image() {
    return IsoImage.named("DEMO").file("/docs/a.txt", "A\n").build();
  }

  private static byte[] encrypted() {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    return EncryptedImage.of(volume).password("secret").bytes();
  }

  @Test
  void aHyphenIsTheStandardInput() throws IOException {
    assertThat(CommandRun.withInput(image(), "ls", "-", "/docs").lines(), contains("a.txt"));
    assertThat(CommandRun.withInput(image(), "cat", "-", "docs/a.txt").text(), is("A\n"));
    assertThat(CommandRun.withInput(image(), "ls", "-!/docs").lines(), contains("a.txt"));
    assertThat(CommandRun.withInput(image(), "info", "-").text(), containsString("DEMO"));
    assertThat(CommandRun.withInput(image(), "verify", "-").status(), is(0));
    assertThat(CommandRun.withInput(image(), "hash", "-").lines().size(), is(1));
  }

  @Test
  void anImageOfTheStandardInputMayHoldAnother() {
    byte[] outer = IsoImage.named("OUTER").file("/in.iso", image()).build();
    assertThat(CommandRun.withInput(outer, "ls", "-!/in.iso!/docs").lines(), contains("a.txt"));
  }

  @Test
  void messagesDoNotNameTheTemporaryFile() {
    for (String command : List.of("ls", "info", "verify", "hash", "serve")) {
      CommandRun run = CommandRun.withInput("no image".getBytes(UTF_8), command, "-");
      assertThat(run.status(), is(1));
      assertThat(
          run.error().strip(), is("diskimagefs: standard input: no disk image of a known format"));
    }
    CommandRun inner = CommandRun.withInput(image(), "info", "-!/docs/a.txt");
    assertThat(inner.error(), startsWith("diskimagefs: -!/docs/a.txt: no disk image"));
    byte[] cut = Arrays.copyOf(encrypted(), 2000);
    assertThat(CommandRun.withInput(cut, "ls", "-").error(), not(containsString("/diskimagefs-")));
  }

  @Test
  void theOptionThatAsksForAPasswordIsNamed() {
    CommandRun run = CommandRun.withInput(encrypted(), "ls", "-");
    assertThat(run.error(), containsString("needs a password (--ask-password asks for it)"));
  }

  @Test
  void noTemporaryFileIsLeft() throws IOException {
    Path file;
    try (StandardInputImage input =
        new StandardInputImage(console(new byte[] {1, 2, 3}), Long.MAX_VALUE)) {
      file = input.file();
      assertThat(Files.readAllBytes(file), is(new byte[] {1, 2, 3}));
    }
    assertThat(Files.exists(file.getParent()), is(false));
  }

  @Test
  void blocksOfZerosAreKept() throws IOException {
    byte[] bytes = new byte[300_000];
    bytes[70_000] = 1;
    try (StandardInputImage input = new StandardInputImage(console(bytes), Long.MAX_VALUE)) {
      assertThat(Files.readAllBytes(input.file()), is(bytes));
    }
    byte[] zeros = new byte[1 << 17];
    try (StandardInputImage input = new StandardInputImage(console(zeros), Long.MAX_VALUE)) {
      assertThat(Files.readAllBytes(input.file()), is(zeros));
    }
  }

  @Test
  void thereIsABoundOnTheTemporaryFile() {
    CommandRun run = CommandRun.withInput(image(), "ls", "--unpack-bytes", "4096", "-");
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("--unpack-bytes"));
  }

  @Test
  void theStandardInputIsReadOnce() {
    CommandRun run = CommandRun.withInput(image(), "info", "-", "-");
    assertThat(run.status(), is(2));
    assertThat(run.error(), containsString("only once"));
    assertThat(CommandRun.withInput(image(), "ls", "--password-stdin", "-").status(), is(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secret\n", "secret\r\n", "secret\nmore\n"})
  void aPasswordIsTheFirstLine(String text) throws IOException {
    String image = Files.write(folder.resolve("e.dmg"), encrypted()).toString();
    assertThat(
        CommandRun.withInput(text.getBytes(UTF_8), "ls", "--password-stdin", image).lines(),
        contains("f"));
    String file = Files.writeString(folder.resolve("password"), text).toString();
    assertThat(CommandRun.of("ls", "--password-file", file, image).lines(), contains("f"));
    assertThat(
        CommandRun.of("hash", "--password-file=" + file, image, image).lines().size(), is(4));
  }

  @Test
  void aWrongPasswordIsAFailure() throws IOException {
    String image = Files.write(folder.resolve("e.dmg"), encrypted()).toString();
    assertThat(
        CommandRun.withInput("no\n".getBytes(UTF_8), "ls", "--password-stdin", image).status(),
        is(1));
    assertThat(CommandRun.of("ls", "--password-file", "absent", image).status(), is(1));
    assertThat(
        CommandRun.withInput(new byte[0], "ls", "--password-stdin", image).error(),
        containsString("standard input: is empty"));
    byte[] endless = "x".repeat(100_000).getBytes(UTF_8);
    assertThat(
        CommandRun.withInput(endless, "ls", "--password-stdin", image).error(),
        containsString("too long"));
  }

  @Test
  void onePasswordIsEnough() throws IOException {
    String image = Files.write(folder.resolve("e.dmg"), encrypted()).toString();
    for (String other : List.of("--ask-password", "--password-stdin", "--password-file=x")) {
      assertThat(CommandRun.of("ls", "--password=secret", other, image).status(), is(2));
    }
  }

  private static Console console(byte[] input) {
    return new Console(
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), UTF_8, false)
        .from(new ByteArrayInputStream(input));
  }
}
