package io.github.diskimagefs.container.split;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  private final byte[] content = new byte[300_000];

  @TempDir Path folder;

  SplitTest() {
    new Random(3).nextBytes(content);
  }

  private byte[] iso() {
    return IsoImage.named("SPLIT").file("/data.bin", content).build();
  }

  private Path split(byte[] bytes, String... names) throws IOException {
    int size = (bytes.length + names.length - 1) / names.length;
    for (int i = 0; i < names.length; i++) {
      int end = Math.min(bytes.length, (i + 1) * size);
      Files.write(folder.resolve(names[i]), Arrays.copyOfRange(bytes, i * size, end));
    }
    return folder.resolve(names[0]);
  }

  private void showsTheImage(Path first) throws IOException {
    try (FileSystem image = DiskImages.open(first)) {
      byte[] read = Files.readAllBytes(image.getPath("/data.bin"));
      assertThat(Arrays.equals(read, content), is(true));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.iso.001, a.iso.002, a.iso.003",
    "a.iso.000, a.iso.001, a.iso.002",
    "a.iso.00, a.iso.01, a.iso.02",
    "a.iso.part1, a.iso.part2, a.iso.part3",
    "a.iso.part01, a.iso.part02, a.iso.part03",
    "a.iso.Part00, a.iso.Part01, a.iso.Part02",
    "a.dmg.aa, a.dmg.ab, a.dmg.ac",
    "a.iso.partaa, a.iso.partab, a.iso.partac"
  })
  void partsAreJoined(String first, String second, String third) throws IOException {
    Path file = split(iso(), first, second, third);
    showsTheImage(file);
    assertThat(DiskImages.describe(file).format(), is("split raw"));
  }

  @Test
  void partsOfACompressedImageAreJoined() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(iso());
    }
    Path file = split(out.toByteArray(), "a.iso.gz.001", "a.iso.gz.002");
    showsTheImage(file);
    assertThat(DiskImages.describe(file).format(), is("split gzip raw"));
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    Path file = split(iso(), "a.iso.001", "a.iso.002", "a.iso.003", "a.iso.004");
    Files.delete(folder.resolve("a.iso.003"));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> DiskImages.open(file));
    assertThat(e.getMessage(), containsString("the part a.iso.003 is missing"));
    Files.delete(folder.resolve("a.iso.002"));
    e = assertThrows(MalformedImageException.class, () -> DiskImages.open(file));
    assertThat(e.getMessage(), containsString("the part a.iso.002 is missing"));
  }

  @Test
  void numbersWithoutZerosInFrontMayHaveMoreDigits() throws IOException {
    String[] names =
        IntStream.rangeClosed(1, 12).mapToObj(i -> "a.iso.part" + i).toArray(String[]::new);
    Path file = split(iso(), names);
    showsTheImage(file);
    UnknownFormatException later =
        assertThrows(
            UnknownFormatException.class, () -> DiskImages.open(folder.resolve("a.iso.part12")));
    assertThat(later.getMessage(), containsString("open its first part, a.iso.part1"));
    Files.delete(folder.resolve("a.iso.part9"));
    MalformedImageException e =
        assertThrows(MalformedImageException.class, () -> DiskImages.open(file));
    assertThat(e.getMessage(), containsString("the part a.iso.part9 is missing"));
  }

  @Test
  void theErrorForALaterPartNamesTheFirst() throws IOException {
    split(iso(), "a.iso.001", "a.iso.002", "a.iso.003");
    UnknownFormatException e =
        assertThrows(
            UnknownFormatException.class, () -> DiskImages.open(folder.resolve("a.iso.002")));
    assertThat(e.getMessage(), containsString("open its first part, a.iso.001"));
  }

  @Test
  void aWholeImageOfSuchANameIsOpenedAlone() throws IOException {
    Path file = split(iso(), "disc.001");
    showsTheImage(file);
    Files.write(folder.resolve("disc.gz"), new byte[10]);
    showsTheImage(split(iso(), "disc.aa"));
  }
}
