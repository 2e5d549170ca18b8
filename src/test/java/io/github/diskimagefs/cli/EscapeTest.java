package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.UdfImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published ways out of an archive, recorded in images, end inside of the target. */
class EscapeTest {
  private static final byte[] LOOT = "loot".getBytes(UTF_8);

  @TempDir Path folder;
  private Path outside;
  private Path target;

  @BeforeEach
  void makeFolders() throws IOException {
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("keep"), "as it was");
    target = Files.createDirectories(folder.resolve("a/target"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "../up",
        "../../outside/keep",
        "/etc/absolute",
        "\\outside",
        "..\\..\\outside\\keep",
        "C:evil",
        "C:\\evil",
        "\\\\server\\share\\evil",
        "\\\\?\\C:\\evil",
        "dots...",
        "... ",
        ".. ",
        "blanks   ",
        "stream:hidden",
        "CON",
        "nul.txt",
        "COM1",
        "aux.",
        "\uFF0E\uFF0E\uFF0Fwide",
        "line\nbreak",
        "nul\0inside",
      })
  void namesStayInside(String name) throws IOException {
    extract(UdfImage.named("Escape").rawName(cs0(name), LOOT).file("/fine", LOOT));
    assertUntouched();
    assertThat(Files.readAllBytes(target.resolve("fine")), is(LOOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../outside", "/", "ABSOLUTE", "dir/../../../outside", "./../.."})
  void nothingIsWrittenThroughALink(String to) throws IOException {
    String leadsTo = to.equals("ABSOLUTE") ? outside.toString() : to;
    extract(
        UdfImage.named("Escape")
            .link("/link", leadsTo)
            .rawName(cs0("link"), LOOT)
            .rawName(cs0("link/keep"), LOOT)
            .file("/dir/fine", LOOT));
    assertUntouched();
    assertThat(Files.readAllBytes(target.resolve("dir/fine")), is(LOOT));
  }

  @Test
  void aLinkInTheWayIsNotFollowed() throws IOException {
    Files.createSymbolicLink(target.resolve("dir"), outside);
    Files.createSymbolicLink(target.resolve("file"), outside.resolve("keep"));
    extract(UdfImage.named("Escape").file("/dir/keep", LOOT).file("/file", LOOT));
    assertUntouched();
  }

  @Test
  void aChainOfLinksThatAreHarmlessAlone() throws IOException {
    extract(
        UdfImage.named("Escape")
            .link("/a", "b/..")
            .link("/b", "c/..")
            .link("/c", "..")
            .link("/d", "a/../../outside")
            .file("/e/fine", LOOT));
    assertUntouched();
  }

  private void extract(UdfImage image) throws IOException {
    Path file = Files.write(folder.resolve("escape.iso"), image.toBytes());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(
        new Console(out, out, UTF_8, false), "extract", file.toString(), "-d", target.toString());
  }

  /** Outside of the target all is as it was, and no link in the target that was made leads out. */
  private void assertUntouched() throws IOException {
    assertThat(names(outside), contains("keep"));
    assertThat(Files.readString(outside.resolve("keep")), is("as it was"));
    assertThat(names(folder), contains("a", "escape.iso", "outside"));
    assertThat(names(folder.resolve("a")), contains("target"));
    try (Stream<Path> all = Files.walk(target)) {
      for (Path path : all.toList()) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          assertThat(path.toRealPath().startsWith(target.toRealPath()), is(true));
        }
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** OSTA compressed Unicode of 16 bits. */
  private static byte[] cs0(String name) {
    byte[] wide = name.getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
    byte[] recorded = Arrays.copyOf(new byte[] {16}, wide.length + 1);
    System.arraycopy(wide, 0, recorded, 1, wide.length);
    return recorded;
  }
}
