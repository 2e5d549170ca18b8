package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CueTest {
  private static final byte[] SOUND = CdSectors.sound(10, 1);
  private static final byte[] OTHER = CdSectors.sound(8, 2);

  static {
    // The library's module does not need java.desktop, but this test reads audio files with it.
    Module own = CueTest.class.getModule();
    ModuleLayer.boot().findModule("java.desktop").ifPresent(own::addReads);
  }

  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n",
        "file d.bin binary\r\n\ttrack 1 mode1/2352\r\n\tindex 1 0:0:0\r\n",
        "\uFEFFREM COMMENT \"x\"\nFILE \"D.BIN\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"C:\\Games\\d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"../../etc/d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"before it was renamed.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"before it was renamed.dat\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE2/2336\nINDEX 01 00:00:00",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\nTRACK 02 MODEx/2xxx",
      })
  void dialects(String sheet) throws IOException {
    folder.put("d.bin", CdSectors.mode1(DiscFolder.iso(), 0)).put("d.cue", sheet);
    assertThat(folder.text("d.cue"), is(DiscFolder.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FILE \"d.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00|line 1",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE9/2352\nINDEX 01 00:00:00|line 2",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:60:00|line 3",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 99:00:00|line 3",
        "FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2352\n|line 2",
        "FILE \"d.bin\" BINARY\n|no TRACK",
        "FILE \"x.bin\" BINARY\nFILE \"y.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00|y.bin",
        "\u0000\u0001\u0002|line 1",
      })
  void brokenSheetsSayWhere(String sheetAndPlace) throws IOException {
    int bar = sheetAndPlace.indexOf('|');
    folder.put("d.bin", CdSectors.mode1(DiscFolder.iso(), 0));
    folder.put("bad.cue", sheetAndPlace.substring(0, bar));
    IOException e =
        assertThrows(MalformedImageException.class, () -> folder.open("bad.cue").close());
    assertThat(e.getMessage(), containsString(sheetAndPlace.substring(bar + 1)));
  }

  @Test
  void filesOutsideTheFolderAreNotReached() throws IOException {
    Files.createDirectory(folder.path("inner"));
    Files.write(folder.path("secret.bin"), CdSectors.mode1(DiscFolder.iso(), 0));
    Files.writeString(
        folder.path("inner/d.cue"),
        "FILE \"../secret.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00");
    assertThrows(MalformedImageException.class, () -> folder.open("inner/d.cue").close());
  }

  private void mixed() throws IOException {
    byte[] data = CdSectors.mode1(DiscFolder.iso(), 0);
    int sectors = data.length / 2352;
    folder.put("m.bin", CdSectors.join(data, OTHER, SOUND, OTHER));
    folder.put(
        "m.cue",
        "CATALOG 1234567890123\nTITLE \"Album\"\nFILE \"m.bin\" BINARY\n"
            + " TRACK 01 MODE1/2352\n  INDEX 01 00:00:00\n"
            + " TRACK 02 AUDIO\n  TITLE \"Ünder\"\n  ISRC DEA120000001\n  FLAGS DCP PRE\n"
            + String.format("  INDEX 00 00:00:%02d%n  INDEX 01 00:00:%02d%n", sectors, sectors + 8)
            + " TRACK 03 AUDIO\n  PREGAP 00:02:00\n"
            + String.format("  INDEX 01 00:00:%02d%n", sectors + 18));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "Album"})
  void theSoundIsTheLastVolume(String volume) throws IOException {
    mixed();
    try (FileSystem sound = folder.open("m.cue", "volume", volume)) {
      assertThat(DiscFolder.names(sound), contains("Track 02.wav", "Track 03.wav"));
      assertThat(DiscFolder.samples(sound, "/Track 02.wav"), is(SOUND));
      assertThat(Files.getFileStore(sound.getPath("/")).type(), is("audio"));
    }
    assertThrows(NotInImageException.class, () -> folder.open("m.cue", "volume", "3").close());
  }

  @Test
  void mixedDiscShowsItsDataAndOnRequestItsSound() throws IOException {
    mixed();
    assertThat(folder.text("m.cue"), is(DiscFolder.TEXT));
    try (FileSystem all = folder.open("m.cue", "volume", "all")) {
      assertThat(DiscFolder.names(all), contains("1 DISC", "Track 02.wav", "Track 03.wav"));
      assertThat(DiscFolder.samples(all, "/Track 02.wav"), is(SOUND));
      assertThat(DiscFolder.samples(all, "/Track 03.wav"), is(OTHER));
      Path second = all.getPath("/Track 02.wav");
      assertThat(
          new String((byte[]) Files.getAttribute(second, "user:title"), StandardCharsets.UTF_8),
          is("Ünder"));
      assertThat(
          new String((byte[]) Files.getAttribute(second, "user:isrc"), StandardCharsets.UTF_8),
          is("DEA120000001"));
    }
  }

  @Test
  void soundIsReadFromAnyPosition() throws IOException {
    mixed();
    try (FileSystem all = folder.open("m.cue", "volume", "all");
        var channel = Files.newByteChannel(all.getPath("/Track 02.wav"))) {
      ByteBuffer part = ByteBuffer.allocate(1000);
      channel.position(44 + 5001);
      int count = channel.read(part);
      assertThat(count, is(1000));
      assertThat(part.array(), is(Arrays.copyOfRange(SOUND, 5001, 6001)));
    }
  }

  @Test
  void javaReadsTheSoundFiles() throws Exception {
    folder.put("a.bin", CdSectors.join(SOUND, OTHER));
    folder.put(
        "a.cue",
        "FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:00:10");
    try (FileSystem image = folder.open("a.cue");
        InputStream in =
            new BufferedInputStream(Files.newInputStream(image.getPath("/Track 01.wav")));
        AudioInputStream sound = AudioSystem.getAudioInputStream(in)) {
      assertThat(sound.getFormat().getSampleRate(), is(44_100f));
      assertThat(sound.getFormat().getChannels(), is(2));
      assertThat(sound.getFrameLength(), is(10L * 588));
      assertThat(sound.readAllBytes(), is(SOUND));
    }
  }

  @Test
  void bigEndianSamplesAreSwapped() throws IOException {
    folder.put("a.bin", CdSectors.swapped(SOUND));
    folder.put("a.cue", "FILE a.bin MOTOROLA\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    try (FileSystem image = folder.open("a.cue")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
    }
  }

  @Test
  void hiddenTrackOneIsShownWhereItSounds() throws IOException {
    String sheet = "FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nINDEX 01 00:00:08\n";
    folder.put("a.bin", CdSectors.join(OTHER, SOUND)).put("a.cue", sheet);
    try (FileSystem image = folder.open("a.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 00.wav", "Track 01.wav"));
      assertThat(DiscFolder.samples(image, "/Track 00.wav"), is(OTHER));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
    }
    folder.put("a.bin", CdSectors.join(new byte[8 * 2352], SOUND));
    try (FileSystem image = folder.open("a.cue")) {
      assertThat(DiscFolder.names(image), contains("Track 01.wav"));
    }
  }

  @Test
  void gapBetweenTwoFilesBelongsToTheNextTrack() throws IOException {
    folder.put("1.bin", CdSectors.join(SOUND, OTHER)).put("2.bin", OTHER);
    folder.put(
        "g.cue",
        """
        FILE 1.bin BINARY
        TRACK 01 AUDIO
        INDEX 01 00:00:00
        TRACK 02 AUDIO
        INDEX 00 00:00:10
        FILE 2.bin BINARY
        INDEX 01 00:00:00
        """);
    try (FileSystem image = folder.open("g.cue")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(OTHER));
    }
  }

  @Test
  void packedSoundIsThereAndSaysWhatItIs() throws IOException {
    folder.put("a.mp3", new byte[5000]);
    folder.put("a.cue", "FILE a.mp3 MP3\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    try (FileSystem image = folder.open("a.cue")) {
      Path track = image.getPath("/Track 01.wav");
      IOException e =
          assertThrows(UnsupportedImageException.class, () -> Files.readAllBytes(track));
      assertThat(e.getMessage(), containsString("MP3 audio is not decoded"));
    }
  }

  @Test
  void everyTrackOfPackedSoundSaysSo() throws IOException {
    folder.put("a.ogg", "OggS".getBytes(StandardCharsets.US_ASCII));
    folder.put(
        "a.cue",
        "FILE a.ogg WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 03:00:00");
    try (FileSystem image = folder.open("a.cue")) {
      for (String track : new String[] {"/Track 01.wav", "/Track 02.wav"}) {
        IOException e =
            assertThrows(
                UnsupportedImageException.class, () -> Files.readAllBytes(image.getPath(track)));
        assertThat(e.getMessage(), containsString("Ogg audio is not decoded"));
      }
    }
  }

  @Test
  void filesRenamedWithTheirSheet() throws IOException {
    folder.put("new (Track 1).bin", SOUND).put("new (Track 2).bin", OTHER);
    folder.put(
        "new.cue",
        """
        FILE "old (Track 1).bin" BINARY
        TRACK 01 AUDIO
        INDEX 01 00:00:00
        FILE "old (Track 2).bin" BINARY
        TRACK 02 AUDIO
        INDEX 01 00:00:00
        """);
    try (FileSystem image = folder.open("new.cue")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(OTHER));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REM SESSION 2\n%sTRACK 02 MODE1/2048\n",
        """
        REM LEAD-OUT 01:30:00
        REM SESSION 02
        REM LEAD-IN 01:00:00
        REM PREGAP 00:02:00
        %sTRACK 02 MODE1/2048
        """,
        "REM LEAD-OUT 00:00:30\nREM SESSION 02\n%sTRACK 02 MODE1/2048\nREM MSF: 02:34:30 = LBA\n",
        "REM HIGH-DENSITY AREA\n%sTRACK 02 MODE1/2048\n",
      })
  void addressOfTheSecondSession(String gap) throws IOException {
    folder.put("1.bin", new byte[30 * 2048]).put("2.bin", DiscFolder.iso());
    folder.put(
        "s.cue",
        "REM SESSION 01\nFILE 1.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n"
            + String.format(gap, "FILE 2.bin BINARY\n")
            + "INDEX 01 00:00:00\n");
    String block = gap.contains("DENSITY") ? "045000" : "011430";
    assertThat(ImageInfoText.of(DiskImages.describe(folder.path("s.cue"))), containsString(block));
  }

  @Test
  void sessionsNumberedAnewFollowEachOther() throws IOException {
    folder.put("d.bin", CdSectors.sound(10, 1));
    folder.put(
        "d.cue",
        """
        REM SESSION 01
        FILE "d.bin" BINARY
          TRACK 01 AUDIO
            INDEX 01 00:00:00
          TRACK 02 AUDIO
            INDEX 01 00:00:03
        REM SESSION 02
          TRACK 01 AUDIO
            INDEX 01 00:00:05
          TRACK 02 AUDIO
            INDEX 01 00:00:08
        """);
    List<Integer> numbers =
        DiskImages.describe(folder.path("d.cue")).sessions().stream()
            .flatMap(session -> session.tracks().stream())
            .map(ImageInfo.Track::number)
            .toList();
    assertThat(numbers, contains(1, 2, 3, 4));
  }

  @Test
  void secondSessionLiesBehindTheGap() throws IOException {
    byte[] first = CdSectors.mode1(DiscFolder.iso(), 0);
    folder.put("1.bin", first).put("2.bin", CdSectors.sound(300, 4));
    folder.put(
        "s.cue",
        """
        REM SESSION 01
        FILE 1.bin BINARY
        TRACK 01 MODE1/2352
        INDEX 01 00:00:00
        REM SESSION 02
        FILE 2.bin BINARY
        TRACK 02 AUDIO
        INDEX 01 00:00:00
        """);
    assertThat(folder.text("s.cue"), is(DiscFolder.TEXT));
    assertThrows(NotInImageException.class, () -> folder.open("s.cue", "session", "3").close());
  }

  /** Nothing is looked for in the gap between them, which no image holds. */
  @ParameterizedTest
  @CsvSource({"'',volume", "REM SESSION 02\\n,session"})
  void twoDataTracksOfPlainSectors(String between, String option) throws IOException {
    byte[] second = IsoImage.named("B").file("/b.txt", "second").build();
    folder.put("1.bin", DiscFolder.iso()).put("2.bin", second);
    folder.put(
        "s.cue",
        "FILE 1.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n"
            + between.replace("\\n", "\n")
            + "FILE 2.bin BINARY\nTRACK 02 MODE1/2048\nPREGAP 00:02:00\nINDEX 01 00:00:00\n");
    try (FileSystem image = folder.open("s.cue", option, "1")) {
      assertThat(DiscFolder.names(image), is(List.of("a.bin", "dir")));
    }
    try (FileSystem image = folder.open("s.cue", option, "2")) {
      assertThat(DiscFolder.names(image), is(List.of("b.txt")));
    }
    try (FileSystem image = folder.open("s.cue")) {
      String main = option.equals("volume") ? "a.bin" : "b.txt";
      assertThat(DiscFolder.names(image).get(0), is(main));
    }
  }

  @Test
  void theAudioIsDescribedByTheNumberThatChoosesIt() throws IOException {
    mixed();
    ImageInfo.Volume audio = DiskImages.describe(folder.path("m.cue")).volumes().get(1);
    assertThat(audio.index(), is(2));
    assertThat(audio.type(), is(Optional.of("audio")));
    assertThat(audio.label(), is(Optional.of("Album")));
  }

  @Test
  void tableOfContents() throws IOException {
    mixed();
    String text = ImageInfoText.of(DiskImages.describe(folder.path("m.cue")));
    int sectors = DiscFolder.iso().length / 2048;
    assertThat(text, containsString("Media Catalog Number (MCN)  1234567890123"));
    assertThat(text, containsString("  1: 00:02:00  000000 data   false  no "));
    String second = String.format("  %06d audio  false  yes   2        yes", sectors + 8);
    assertThat(text, containsString(second));
    assertThat(text, containsString(String.format("  %06d leadout", sectors + 176)));
  }

  @Test
  void damagedSectorIsRepairedOnRequest() throws IOException {
    byte[] bin = CdSectors.mode1(DiscFolder.iso(), 0);
    for (int at = 16; at < bin.length; at += 2352) {
      bin[at + 77] ^= 0x40;
    }
    folder.put("d.bin", bin);
    folder.put("d.cue", "FILE d.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00");
    try (FileSystem image = folder.open("d.cue", "verify", "true")) {
      assertThat(Files.readString(image.getPath("/dir/text.txt")), is(DiscFolder.TEXT));
    }
  }

  @Test
  void scrambledSectorsAreNamedSo() throws IOException {
    byte[] bin = CdSectors.mode1(DiscFolder.iso(), 0);
    for (int at = 0; at < bin.length; at += 2352) {
      bin[at + 12] ^= 0x01; // the sequence of annex B: 01 80 00 60 ...
      bin[at + 13] ^= (byte) 0x80;
      bin[at + 15] ^= 0x60;
    }
    folder.put("d.bin", bin);
    folder.put("d.cue", "FILE d.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00");
    IOException e =
        assertThrows(UnsupportedImageException.class, () -> folder.open("d.cue").close());
    assertThat(e.getMessage(), containsString("scrambled"));
  }

  @Test
  void textsInShiftJisAndLatin() throws IOException {
    folder.put("a.bin", SOUND);
    for (String[] each : new String[][] {{"朝の歌", "windows-31j"}, {"Übermut", "windows-1252"}}) {
      folder.put("a.cue", sheet(each[0]).getBytes(Charset.forName(each[1])));
      try (FileSystem image = folder.open("a.cue")) {
        byte[] title = (byte[]) Files.getAttribute(image.getPath("/Track 01.wav"), "user:title");
        assertThat(new String(title, StandardCharsets.UTF_8), is(each[0]));
      }
    }
  }

  private static String sheet(String title) {
    return "FILE a.bin BINARY\nTRACK 01 AUDIO\nTITLE \"" + title + "\"\nINDEX 01 00:00:00";
  }
}
