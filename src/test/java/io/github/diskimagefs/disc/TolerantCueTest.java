package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.IsoOrigin;
import io.github.diskimagefs.image.WaveBytes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cue sheets with errors that other programs tolerate, and files that differ from their names. */
class TolerantCueTest {
  private static final String DATA =
      "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n";
  private static final byte[] AUDIO = CdSectors.sound(10, 1);
  private static final byte[] OTHER = CdSectors.sound(8, 2);

  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FILE 'd.bin' BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \u201Cd.bin\u201D BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \u00ABd.bin\u00BB\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY ; by \"hand\"\nTRACK 01 MODE1/2352 ; data\nINDEX 01 00:00:00 ; start",
        "FILE \"d.bin\" ; by hand\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE d.bin BINARY // by hand\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" DATA\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK MODE1/2352\nINDEX 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1_RAW\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 00 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 00 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\nINDEX 100 00:00:01",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\nINDEX 01 00:00:05",
        "TRACK 01 MODE1/2352\nFILE \"d.bin\" BINARY\nINDEX 01 00:00:00",
        "TRACK 01 MODE1/2352\nINDEX 01 00:00:00\nFILE \"d.bin\" BINARY",
        "PREGAP 00:02:00\nFLAGS DCP\n"
            + "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nPREGAP 00:99:00\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n\0\0\0\0",
        "FILE \"D:\\discs\\games\\d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.iso\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
      })
  void dialects(String sheet) throws IOException {
    folder.put("d.bin", CdSectors.mode1(DiscFolder.iso(), 0)).put("s.cue", sheet);
    assertThat(folder.text("s.cue"), is(DiscFolder.TEXT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FILE \"no.wav\" WAVE\\n TRACK 02 AUDIO\\n INDEX 01 00:00:00|no.wav",
        "FILE \"a.ogg\" OGG\\n TRACK 02 AUDIO\\n INDEX 01 00:00:00|Ogg audio is not decoded",
        "FILE \"a.xyz\" VORBIS\\n TRACK 02 AUDIO\\n INDEX 01 00:00:00|Ogg audio is not decoded",
        "FILE \"cut.wav\" WAVE\\n TRACK 02 AUDIO\\n INDEX 01 00:00:00|cut.wav",
        "FILE \"a.xyz\" BINARY\\n TRACK 02 AUDIO\\n INDEX 01 00:00:255|line 6",
        "FILE \"a.xyz\" BINARY\\n TRACK 02 AUDIO|line 5",
      })
  void oneTrackThatCannotBeReadLeavesTheOthers(String lines, String reason) throws IOException {
    folder.put("d.bin", CdSectors.mode1(DiscFolder.iso(), 0)).put("z.bin", OTHER);
    folder.put("a.xyz", AUDIO).put("a.ogg", "OggS");
    folder.put("cut.wav", Arrays.copyOf(WaveBytes.of(AUDIO), 30));
    folder.put(
        "s.cue",
        DATA
            + lines.replace("\\n", "\n")
            + "\nFILE \"z.bin\" BINARY\n TRACK 03 AUDIO\n INDEX 01 00:00:00\n");
    assertThat(folder.text("s.cue"), is(DiscFolder.TEXT));
    try (FileSystem all = folder.open("s.cue", "volume", "all")) {
      Path track = all.getPath("/Track 02.wav");
      IOException e = assertThrows(IOException.class, () -> Files.readAllBytes(track));
      assertThat(e.getMessage(), containsString(reason));
      assertThat(DiscFolder.samples(all, "/Track 03.wav"), is(OTHER));
    }
  }

  @Test
  void dataTrackThatIsMissingSaysSo() throws IOException {
    folder.put("a.bin", AUDIO);
    folder.put("s.cue", DATA + "FILE \"a.bin\" BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n");
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("s.cue").close());
    assertThat(e.getMessage(), containsString("d.bin"));
    try (FileSystem audio = folder.open("s.cue", "volume", "2")) {
      assertThat(DiscFolder.samples(audio, "/Track 02.wav"), is(AUDIO));
    }
  }

  @Test
  void trackAfterTheEndOfItsFileIsLeftOut() throws IOException {
    folder.put("a.bin", AUDIO);
    folder.put(
        "s.cue",
        "FILE \"a.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 61:00:00");
    try (FileSystem image = folder.open("s.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 01.wav"));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a track is repeated for its own file
        "FILE 1.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 00:00:10\n"
            + "FILE 2.bin BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00",
        // all tracks have the same number
        "FILE 1.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
            + "FILE 2.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00",
        // numbers that count down
        "FILE 1.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
            + "FILE 2.bin BINARY\nTRACK 00 AUDIO\nINDEX 01 00:00:00",
        // indexes in the wrong order, and one that is not after the other
        """
        FILE 1.bin BINARY
        TRACK 01 AUDIO
        INDEX 01 00:00:00
        FILE 2.bin BINARY
        TRACK 02 AUDIO
        INDEX 02 00:00:03
        INDEX 01 00:00:00
        INDEX 00 00:00:05
        """,
        // a sheet that counts from 0
        "FILE 1.bin BINARY\nTRACK 00 AUDIO\nINDEX 01 00:00:00\n"
            + "FILE 2.bin BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00",
        "TRACK 01 AUDIO\nFILE 1.bin BINARY\nINDEX 01 00:00:00\n"
            + "TRACK 02 AUDIO\nFILE 2.bin BINARY\nINDEX 01 00:00:00",
      })
  void twoTracks(String sheet) throws IOException {
    folder.put("1.bin", AUDIO).put("2.bin", OTHER).put("s.cue", sheet);
    try (FileSystem image = folder.open("s.cue")) {
      List<String> names = DiscFolder.names(image);
      assertThat(names.size(), is(2));
      assertThat(DiscFolder.samples(image, "/" + names.get(0)), is(AUDIO));
      assertThat(DiscFolder.samples(image, "/" + names.get(1)), is(OTHER));
    }
  }

  @Test
  void tracksOfAFileInTheOrderOfTheirTimes() throws IOException {
    folder.put("a.bin", CdSectors.join(AUDIO, OTHER));
    folder.put("b.bin", OTHER);
    folder.put(
        "s.cue",
        """
        FILE a.bin BINARY
        TRACK 01 AUDIO
        INDEX 01 00:00:10
        FILE b.bin BINARY
        TRACK 02 AUDIO
        INDEX 01 00:00:00
        FILE a.bin BINARY
        TRACK 03 AUDIO
        INDEX 01 00:00:00
        """);
    try (FileSystem image = folder.open("s.cue")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(OTHER));
      assertThat(DiscFolder.samples(image, "/Track 03.wav"), is(AUDIO));
    }
  }

  @Test
  void trackNumberZeroIsThePregapOfTheFirst() throws IOException {
    folder.put("a.bin", CdSectors.join(OTHER, AUDIO));
    folder.put(
        "s.cue",
        "FILE a.bin BINARY\nTRACK 00 AUDIO\nINDEX 01 00:00:00\nTRACK 01 AUDIO\nINDEX 01 00:00:08");
    try (FileSystem image = folder.open("s.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 00.wav", "Track 01.wav"));
      assertThat(DiscFolder.samples(image, "/Track 00.wav"), is(OTHER));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
    }
  }

  @Test
  void dataBeforeTheFirstAudioTrackIsNoHiddenTrack() throws IOException {
    byte[] data = CdSectors.mode2(DiscFolder.iso(), 0);
    folder.put("r.bin", CdSectors.join(data, AUDIO));
    int sectors = data.length / 2352;
    folder.put(
        "r.cue",
        "FILE r.bin BINARY\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nINDEX 01 "
            + String.format("%02d:%02d:%02d", sectors / 4500, sectors / 75 % 60, sectors % 75));
    try (FileSystem image = folder.open("r.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 01.wav"));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GB18030,曲婉婷",
    "Big5,中文歌",
    "EUC-KR,노래",
    "windows-31j,朝の歌",
    "EUC-JP,朝の歌",
    "windows-1250,Łódź",
    "windows-1251,Нас не догонят",
    "KOI8-R,Песня",
    "IBM866,Песня",
    "windows-1253,Τραγούδι",
    "windows-1254,Şarkı",
    "windows-1252,Übermut",
    "UTF-8,Übermut",
  })
  void sheetsAreInTheCharsetInWhichTheirFilesExist(String charset, String title)
      throws IOException {
    String sheet =
        """
        TITLE "@"
        FILE "@.bin" BINARY
        TRACK 01 AUDIO
        TITLE "@"
        INDEX 01 00:00:00
        FILE "2 @.bin" BINARY
        TRACK 02 AUDIO
        INDEX 01 00:00:00
        """;
    folder.put(title + ".bin", AUDIO).put("2 " + title + ".bin", OTHER);
    folder.put("s.cue", sheet.replace("@", title).getBytes(Charset.forName(charset)));
    try (FileSystem image = folder.open("s.cue")) {
      Path track = image.getPath("/Track 01.wav");
      assertThat(new String((byte[]) Files.getAttribute(track, "user:title"), UTF_8), is(title));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
    }
  }

  @Test
  void utf16WithoutMark() throws IOException {
    folder.put("曲.bin", AUDIO);
    String sheet = "FILE \"曲.bin\" BINARY\r\nTRACK 01 AUDIO\r\nINDEX 01 00:00:00\r\n";
    for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE}) {
      folder.put("s.cue", sheet.getBytes(charset));
      try (FileSystem image = folder.open("s.cue")) {
        assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
      }
    }
  }

  @Test
  void namesThatDifferInUnicodeNormalization() throws IOException {
    String name = "Pokémon (Track 1).bin";
    for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
      String stored = Normalizer.normalize(name, form);
      folder.put(stored, CdSectors.mode1(DiscFolder.iso(), 0));
      Normalizer.Form other =
          form == Normalizer.Form.NFC ? Normalizer.Form.NFD : Normalizer.Form.NFC;
      folder.put("s.cue", DATA.replace("d.bin", Normalizer.normalize(name, other)));
      assertThat(folder.text("s.cue"), is(DiscFolder.TEXT));
      Files.delete(folder.path(stored));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sub/a.bin",
        "sub\\a.bin",
        "./sub/a.bin",
        "C:\\CD\\SUB\\A.BIN",
        "/home/x/sub/a.bin"
      })
  void filesInFoldersBelowTheSheet(String name) throws IOException {
    Files.createDirectory(folder.path("sub"));
    folder.put("sub/a.bin", AUDIO);
    folder.put("s.cue", "FILE \"" + name + "\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    try (FileSystem image = folder.open("s.cue")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(AUDIO));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.bin", "sub/../../secret.bin", "/secret.bin", "link/secret.bin"})
  void filesOutsideTheFolderAreNeverOpened(String name) throws IOException {
    Files.createDirectory(folder.path("inner"));
    Files.createDirectory(folder.path("inner/sub"));
    Files.createSymbolicLink(folder.path("inner/link"), folder.path("").toAbsolutePath());
    folder.put("secret.bin", AUDIO);
    folder.put("inner/s.cue", "FILE \"" + name + "\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    assertThrows(MalformedImageException.class, () -> folder.open("inner/s.cue").close());
  }

  @Test
  void plainTrackOfALaterSessionIsPlacedWhereItsVolumeCounts() throws IOException {
    byte[] iso =
        IsoImage.named("DISC")
            .withoutRockRidge()
            .withoutJoliet()
            .file("/dir/text.txt", DiscFolder.TEXT)
            .build();
    folder.put("a.bin", AUDIO).put("2.iso", IsoOrigin.move(iso, 11_535));
    folder.put(
        "s.cue",
        """
        FILE a.bin BINARY
        TRACK 01 AUDIO
        INDEX 01 00:00:00
        REM SESSION 02
        FILE 2.iso BINARY
        TRACK 02 MODE1/2048
        INDEX 01 00:00:00
        """);
    assertThat(folder.text("s.cue"), is(DiscFolder.TEXT));
    ImageInfo.Track track =
        DiskImages.describe(folder.path("s.cue")).sessions().get(1).tracks().get(0);
    assertThat(track.start(), is(11_535L));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 21, 32, 100, 144, 145, 200})
  void dataWithoutAFileSystemLeavesTheAudio(int sectors) throws IOException {
    folder.put("1.iso", new byte[sectors * 2048]).put("a.bin", AUDIO).put("2.iso", new byte[2048]);
    folder.put(
        "s.cue",
        """
        FILE 1.iso BINARY
        TRACK 01 MODE1/2048
        INDEX 01 00:00:00
        FILE a.bin BINARY
        TRACK 02 AUDIO
        INDEX 01 00:00:00
        FILE 2.iso BINARY
        TRACK 03 MODE1/2048
        PREGAP 00:03:00
        INDEX 01 00:00:00
        """);
    try (FileSystem image = folder.open("s.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 02.wav"));
    }
  }
}
