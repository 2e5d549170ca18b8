package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.IsoOrigin;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GDI sheets, with the columns of the sheets in reports to nullDC and redream. */
class GdiTest {
  private static final byte[] SOUND = CdSectors.sound(20, 1);

  private final byte[] low = IsoImage.named("LOW").file("/low.txt", "low").build();
  private final byte[] high = IsoOrigin.move(plain(), 45_000);
  private final DiscFolder folder = new DiscFolder();

  private static byte[] plain() {
    return IsoImage.named("HIGH")
        .withoutRockRidge()
        .withoutJoliet()
        .file("/dir/text.txt", DiscFolder.TEXT)
        .build();
  }

  @BeforeEach
  void files() throws IOException {
    folder.put("track01.bin", CdSectors.mode1(low, 0));
    folder.put("track02.raw", SOUND);
    folder.put("track03.bin", CdSectors.mode1(high, 45_000));
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private void sheet(String... lines) throws IOException {
    folder.put("d.gdi", String.join("\r\n", lines) + "\r\n");
  }

  private void usual() throws IOException {
    sheet(
        "3",
        "1     0 4 2352 track01.bin 0",
        "2   300 0 2352 track02.raw 0",
        "3 45000 4 2352 track03.bin 0");
  }

  @Test
  void mainVolumeIsThatOfHighDensity() throws IOException {
    usual();
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
    String info = ImageInfoText.of(DiskImages.describe(folder.path("d.gdi")));
    assertThat(info, containsString("045000"));
    assertThat(info, containsString("GDI"));
  }

  @Test
  void bothAreasHaveVolumes() throws IOException {
    usual();
    try (FileSystem image = folder.open("d.gdi", "volume", "all")) {
      assertThat(DiscFolder.names(image), contains("1 LOW", "2 HIGH", "Track 02.wav"));
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
    try (FileSystem image = folder.open("d.gdi", "session", "1")) {
      assertThat(Files.readString(image.getPath("/low.txt")), is("low"));
    }
  }

  @Test
  void filesOfTheVolumeMayBeInTheLastTrack() throws IOException {
    int cut = high.length / 2048 - 3;
    byte[] first = Arrays.copyOf(high, cut * 2048);
    byte[] rest = Arrays.copyOfRange(high, cut * 2048, high.length);
    folder.put("track03.bin", CdSectors.mode1(first, 45_000));
    folder.put("track05.iso", rest);
    sheet(
        "3",
        "1 0 4 2352 track01.bin 0",
        "3 45000 4 2352 track03.bin 0",
        "4 " + (45_000 + cut) + " 4 2048 track05.iso 0");
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 45000 4 2352 \"the third.bin\" 0",
        "3 45000 4 2352 the third.bin 0",
        "3\t45000\t4\t2352\tthe third.bin\t0",
        "03 45000 4 2352 \"C:\\games\\the third.bin\" 0",
        "3 45000 4 2352 \"the third.bin\"",
        "3 45000 4 2352 THE THIRD.BIN 0",
      })
  void nameMayHaveBlanksAndQuotes(String line) throws IOException {
    folder.put("the third.bin", CdSectors.mode1(high, 45_000));
    sheet("2", "1 0 4 2352 track01.bin 0", line);
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
  }

  @Test
  void tracksMayBeAtOffsetsOfOneFile() throws IOException {
    byte[] data = CdSectors.mode1(low, 0);
    byte[] third = CdSectors.mode1(high, 45_000);
    folder.put("all.bin", CdSectors.join(new byte[16], data, SOUND, third));
    sheet(
        "3",
        "1 0 4 2352 all.bin 16",
        "2 300 0 2352 all.bin " + (16 + data.length),
        "3 45000 4 2352 all.bin " + (16 + data.length + SOUND.length));
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.gdi", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
  }

  @Test
  void sectorSizeIsThatOfTheFile() throws IOException {
    folder.put("track03.iso", high);
    sheet("2", "1 0 4 2048 track01.bin 0", "3 45000 4 2352 track03.iso 0");
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.gdi", "volume", "1")) {
      assertThat(Files.readString(image.getPath("/low.txt")), is("low"));
    }
  }

  @Test
  void fileOfATrackOpensAsTheSheetThatNamesIt() throws IOException {
    folder.put("Game (Track 2).bin", CdSectors.mode1(high, 45_000));
    folder.put(
        "Game.gdi", "2\n1 0 4 2352 track01.bin 0\n2 45000 4 2352 \"Game (Track 2).bin\" 0\n");
    String info = ImageInfoText.of(DiskImages.describe(folder.path("Game (Track 2).bin")));
    assertThat(info, containsString("GDI"));
    assertThat(folder.text("Game (Track 2).bin"), is(DiscFolder.TEXT));
  }

  @Test
  void volumeOfPcFxIsNamedAndItsBytesAreThere() throws IOException {
    byte[] data = Arrays.copyOf("PC-FX:Hu_CD-ROM ".getBytes(US_ASCII), 30 * 2048);
    folder.put("fx.iso", data);
    sheet("2", "1 0 0 2352 track02.raw 0", "2 150 4 2048 fx.iso 0");
    IOException e =
        assertThrows(UnsupportedImageException.class, () -> folder.open("d.gdi").close());
    assertThat(e.getMessage(), containsString("PC-FX"));
    try (FileSystem image = folder.open("d.gdi", "view", "raw")) {
      assertThat(Files.readAllBytes(image.getPath("/track02.iso")), is(data));
    }
  }

  @Test
  void missingFileFailsItsTrackAlone() throws IOException {
    sheet(
        "3",
        "1 0 4 2352 track01.bin 0",
        "2 300 0 2352 nowhere.raw 0",
        "3 45000 4 2352 track03.bin 0");
    assertThat(folder.text("d.gdi"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.gdi", "volume", "all")) {
      IOException e =
          assertThrows(
              MalformedImageException.class,
              () -> Files.readAllBytes(image.getPath("/Track 02.wav")));
      assertThat(e.getMessage(), containsString("nowhere.raw"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 0 4 2352 gone.bin 0",
        "1 0 4 2353 track01.bin 0",
        "1 0 4 2352 track01.bin 999999999\n2 x",
      })
  void brokenSheetIsRefused(String lines) throws IOException {
    sheet("2", lines);
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.gdi").close());
    assertThat(e.getMessage(), containsString("GDI sheet, line"));
  }

  @Test
  void otherTextIsNoSheet() throws IOException {
    sheet("3", "some notes");
    assertThrows(UnknownFormatException.class, () -> folder.open("d.gdi").close());
  }

  @Test
  void textThatPromisesMoreTracksIsASheetOnlyByItsName() throws IOException {
    String text = "10\r\n1 5 4 2048 name\r\n";
    folder.put("d.txt", text);
    assertThrows(UnknownFormatException.class, () -> folder.open("d.txt"));
    folder.put("d.gdi", text);
    assertThrows(MalformedImageException.class, () -> folder.open("d.gdi"));
    folder.put("e.gdi", "a text\r\n");
    assertThrows(UnknownFormatException.class, () -> folder.open("e.gdi"));
  }
}
