package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashCommandTest {
  /** Of "abc": FIPS 180-2, RFC 1321, and the polynomial of ISO 3309. */
  private static final String SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";
  private static final String CRC32 = "352441c2";

  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/docs/abc", "abc")
            .symlink("/link", "docs/abc")
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @ParameterizedTest
  @CsvSource({"sha256, " + SHA256, "md5, " + MD5, "CRC32, " + CRC32})
  void linesAreThoseOfCoreutils(String algorithm, String digits) {
    assertThat(
        CommandRun.of("hash", "-a", algorithm, image).lines(), contains(digits + "  docs/abc"));
  }

  @Test
  void severalAlgorithmsAreNamed() {
    assertThat(
        CommandRun.of("hash", "-a", "md5,sha256", image).lines(),
        contains("MD5 (docs/abc) = " + MD5, "SHA256 (docs/abc) = " + SHA256));
  }

  @Test
  void objectsHaveAKeyForEachAlgorithm() {
    assertThat(
        CommandRun.of("hash", "--json", "-a", "md5,crc32", image).text(),
        is(
            Console.newJson()
                    .beginObject()
                    .member("image", image)
                    .member("path", "/docs/abc")
                    .member("size", 3)
                    .member("md5", MD5)
                    .member("crc32", CRC32)
                    .endObject()
                + "\n"));
  }

  @Test
  void severalImagesHaveACommentEach() {
    assertThat(
        CommandRun.of("hash", image, image).lines(),
        contains("# " + image, SHA256 + "  docs/abc", "# " + image, SHA256 + "  docs/abc"));
  }

  @Test
  void anImageThatCannotBeReadDoesNotKeepTheOthersBack() {
    CommandRun run = CommandRun.of("hash", folder.resolve("absent").toString(), image);
    assertThat(run.status(), is(1));
    assertThat(run.error(), containsString("absent"));
    assertThat(run.text().lines().toList(), hasItem(SHA256 + "  docs/abc"));
  }

  @Test
  void pathsAreChosen() throws IOException {
    assertThat(CommandRun.of("hash", "--path", "/**/a?c", image).lines().size(), is(1));
    assertThat(CommandRun.of("hash", image + "!/docs/abc").lines().size(), is(1));
    assertThat(CommandRun.of("hash", image, "--exclude", "docs").lines().size(), is(0));
    assertThat(CommandRun.of("hash", "--path", "/none", image).status(), is(1));
    assertThat(CommandRun.of("hash", "--path", "/[n", image, image).status(), is(2));
    assertThat(CommandRun.of("hash", "--exclude", "[n", image).status(), is(2));
  }

  @Test
  void aLinkThatIsNamedHasTheChecksumOfItsTarget() throws IOException {
    String links =
        IsoImage.named("LINKS")
            .file("/docs/abc", "abc")
            .symlink("/file", "docs/abc")
            .symlink("/folder", "docs")
            .symlink("/lost", "nowhere")
            .writeTo(folder.resolve("links.iso"))
            .toString();
    assertThat(CommandRun.of("hash", "--path", "file", links).lines(), contains(SHA256 + "  file"));
    assertThat(
        CommandRun.of("hash", links + "!/folder").lines(), contains(SHA256 + "  folder/abc"));
    assertThat(CommandRun.of("hash", "--path=/*", links).lines(), contains(SHA256 + "  docs/abc"));
    assertThat(CommandRun.of("hash", "--path=/lost", links).status(), is(1));
  }

  @Test
  void specialCharactersAreEscaped() {
    assertThat(ChecksumLine.plain("a\\b\nc\rd", "00"), is("\\00  a\\\\b\\nc\\rd"));
    assertThat(ChecksumLine.tagged("MD5", "a\\b", "00"), is("\\MD5 (a\\\\b) = 00"));
    assertThat(ChecksumLine.plain("a b", "00"), is("00  a b"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void coreutilsCheckACopyByIt() throws Exception {
    String odd =
        IsoImage.named("ODD")
            .file("/a\\b", "1")
            .file("/new\nline", "2")
            .file("/ leading", "3")
            .file("/\u00FCber", "4")
            .writeTo(folder.resolve("odd.iso"))
            .toString();
    Path copy = folder.resolve("copy");
    CommandRun.of("extract", odd, "-d", copy.toString()).lines();
    for (String algorithm : new String[] {"sha256", "md5"}) {
      Path list =
          Files.write(folder.resolve("list"), CommandRun.of("hash", "-a", algorithm, odd).output());
      Process process =
          new ProcessBuilder(algorithm + "sum", "--strict", "-c", list.toString())
              .directory(copy.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("checked").toFile())
              .start();
      assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
      assertThat(Files.readString(folder.resolve("checked")), process.exitValue(), is(0));
      assertThat(Files.readString(folder.resolve("checked")).lines().count(), is(4L));
    }
  }
}
