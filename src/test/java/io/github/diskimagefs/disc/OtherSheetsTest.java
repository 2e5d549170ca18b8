package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.NrgImage;
import io.github.diskimagefs.image.SubChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Toc-files, CloneCD sheets, Nero images, bare sectors. */
class OtherSheetsTest {
  private static final byte[] SOUND = CdSectors.sound(10, 1);

  private final byte[] iso = DiscFolder.iso();
  private final int sectors = iso.length / 2048;
  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private void shows(String name) throws IOException {
    assertThat(folder.text(name), is(DiscFolder.TEXT));
  }

  @Test
  void tocOfDataSilenceAndBigEndianSound() throws IOException {
    folder.put("d.iso", iso).put("a.raw", CdSectors.swapped(SOUND));
    folder.put(
        "t.toc",
        """
        CD_ROM
        // a comment
        TRACK MODE1
        DATAFILE "d.iso"
        ZERO MODE1 00:00:20
        TRACK AUDIO
        SILENCE 00:02:00
        START
        AUDIOFILE "a.raw" 0
        SILENCE 588
        """);
    shows("t.toc");
    try (FileSystem image = folder.open("t.toc", "volume", "all")) {
      byte[] expected = CdSectors.join(SOUND, new byte[2352]);
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(expected));
    }
  }

  @Test
  void tocMayNameTheEncodingOfTheTextsOnTheDisc() throws IOException {
    folder.put(
        "t.toc",
        """
        CD_DA
        CD_TEXT { LANGUAGE 0 { ENCODING_ISO_8859_1 TITLE "Été" } }
        TRACK AUDIO
        CD_TEXT { LANGUAGE 0 { ENCODING_ISO_8859_1 TITLE "Août" } }
        SILENCE 00:00:10
        """);
    try (FileSystem image = folder.open("t.toc")) {
      Path track = image.getPath("/Track 01.wav");
      assertThat(new String((byte[]) Files.getAttribute(track, "user:title"), UTF_8), is("Août"));
    }
  }

  @Test
  void brokenTocNamesTheLine() throws IOException {
    folder.put("t.toc", "CD_ROM\nTRACK AUDIO\nSILENCE 0:0:75\n");
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("t.toc").close());
    assertThat(e.getMessage(), containsString("line 3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\contentsline {section}{\\numberline {1}Introduction}{1}{section.1}%\n",
        "\\boolfalse {citerequest}",
        "CD_DAVE",
        "\u0000\u0001\u0002",
        "",
      })
  void anotherFileOfTheExtensionIsNoImage(String text) throws IOException {
    folder.put("t.toc", text);
    assertThrows(UnknownFormatException.class, () -> folder.open("t.toc").close());
  }

  @Test
  void cloneCd() throws IOException {
    folder.put("c.img", CdSectors.join(CdSectors.mode1(iso, 0), SOUND));
    folder.put(
        "c.ccd",
        "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=3\r\nSessions=1\r\n"
            + entry(0, "0xa2", 0, sectors + 10)
            + entry(1, "0x01", 4, 0)
            + entry(2, "0x02", 0, sectors)
            + "[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n[TRACK 2]\r\nMODE=0\r\nINDEX 1="
            + sectors);
    shows("c.ccd");
    try (FileSystem image = folder.open("c.ccd", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
  }

  @Test
  void codesOfTheSubChannelThatNoSheetTells() throws IOException {
    byte[] channels = SubChannel.of(10, "5099902894225", "GBAYE7300123");
    folder.put("c.img", SOUND).put("c.sub", channels);
    folder.put(
        "c.ccd",
        "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nSessions=1\r\n"
            + entry(0, "0xa2", 0, 10)
            + entry(1, "0x01", 0, 0)
            + "[TRACK 1]\r\nMODE=0\r\nINDEX 1=0\r\n");
    folder.put("g.bin", SubChannel.join(SOUND, SubChannel.interleaved(channels)));
    folder.put("g.cue", "FILE g.bin BINARY\nTRACK 01 CDG\nINDEX 01 00:00:00\n");
    for (String sheet : new String[] {"c.ccd", "g.cue"}) {
      try (FileSystem image = folder.open(sheet)) {
        Path track = image.getPath("/Track 01.wav");
        assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
        assertThat(
            new String((byte[]) Files.getAttribute(track, "user:isrc"), UTF_8), is("GBAYE7300123"));
      }
      assertThat(
          ImageInfoText.of(DiskImages.describe(folder.path(sheet))),
          containsString("5099902894225"));
    }
  }

  private static String entry(int index, String point, int control, int block) {
    return String.format(
        "[Entry %d]%nSession=1%nPoint=%s%nADR=0x01%nControl=0x0%d%nPLBA=%d%n",
        index, point, control, block);
  }

  @Test
  void neroTracksWrittenAtOnce() throws IOException {
    byte[] mode2 = CdSectors.mode2(iso, 0);
    folder.put("1.nrg", NrgImage.v1().dao(0, 2048, 307_200, iso).daoSession(1).build());
    folder.put(
        "2.nrg",
        NrgImage.v2()
            .dao(3, 2336, 150 * 2336, CdSectors.part(mode2, 16, 2336))
            .dao(7, 2352, 0, SOUND)
            .daoSession(1)
            .chunk("XYZ!", new byte[5])
            .build());
    folder.put("3.nrg", NrgImage.v2().dao(6, 2352, 150 * 2352, mode2).daoSession(1).build());
    shows("1.nrg");
    shows("2.nrg");
    shows("3.nrg");
    try (FileSystem image = folder.open("2.nrg", "volume", "all")) {
      assertThat(DiscFolder.names(image), contains("1 DISC", "Track 02.wav"));
    }
  }

  @Test
  void neroTracksWrittenAlone() throws IOException {
    folder.put("1.nrg", NrgImage.v1().tao(0, 0, iso).tao(7, sectors, SOUND).taoSession().build());
    byte[] sub = CdSectors.withSubChannel(CdSectors.mode1(iso, 0));
    folder.put("2.nrg", NrgImage.v2().tao(15, 0, sub).taoSession().build());
    shows("1.nrg");
    shows("2.nrg");
    try (FileSystem image = folder.open("1.nrg", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
  }

  @Test
  void neroTracksWrittenAloneLieApartAsADriveWritesThem() throws IOException {
    byte[] image =
        NrgImage.v1()
            .tao(0, 0, iso)
            .tao(7, sectors, SOUND)
            .tao(7, sectors + 10, SOUND)
            .taoSession()
            .build();
    folder.put("x.nrg", image);
    List<Long> starts =
        DiskImages.describe(folder.path("x.nrg")).sessions().get(0).tracks().stream()
            .map(ImageInfo.Track::start)
            .toList();
    assertThat(starts, contains(0L, sectors + 150L, sectors + 310L));
  }

  @Test
  void neroChunkBeyondTheFile() throws IOException {
    byte[] image = NrgImage.v2().tao(0, 0, iso).taoSession().build();
    image[iso.length + 4] = 0x7F;
    folder.put("x.nrg", image);
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("x.nrg").close());
    assertThat(e.getMessage(), containsString("at byte " + iso.length));
  }

  @Test
  void bareSectorsOfEverySize() throws IOException {
    byte[] mode1 = CdSectors.mode1(iso, 0);
    byte[] mode2 = CdSectors.mode2(iso, 0);
    folder.put("a.bin", mode1);
    folder.put("b.bin", CdSectors.withSubChannel(mode1));
    folder.put("c.bin", mode2);
    folder.put("d.bin", CdSectors.part(mode2, 16, 2336));
    folder.put("e.bin", CdSectors.part(mode2, 16, 2056));
    folder.put("f.bin", CdSectors.part(mode2, 24, 2324));
    folder.put("g.bin", CdSectors.join(CdSectors.mode1(new byte[150 * 2048], -150), mode1));
    folder.put("h.bin", CdSectors.join(new byte[150 * 2352], mode1));
    folder.put("i.bin", CdSectors.join(new byte[150 * 2048], iso));
    byte[] noAddresses = mode1.clone();
    for (int sector = 0; sector < noAddresses.length; sector += 2352) {
      Arrays.fill(noAddresses, sector + 12, sector + 15, (byte) 0);
    }
    folder.put("j.bin", noAddresses);
    for (char name = 'a'; name <= 'j'; name++) {
      shows(name + ".bin");
    }
  }

  @Test
  void soundBehindBareDataIsATrack() throws IOException {
    folder.put("a.bin", CdSectors.join(CdSectors.mode1(iso, 0), SOUND));
    try (FileSystem image = folder.open("a.bin", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
  }

  @Test
  void tocNumbersItsTracksFromAny() throws IOException {
    folder.put("d.bin", CdSectors.join(SOUND, SOUND));
    folder.put(
        "t.toc",
        """
        CD_DA
        FIRST_TRACK_NO 5
        TRACK AUDIO
        FILE "d.bin" 0 00:00:10
        END
        TRACK AUDIO
        FILE "d.bin" 00:00:10 00:00:10
        """);
    try (FileSystem image = folder.open("t.toc")) {
      assertThat(DiscFolder.names(image), contains("Track 05.wav", "Track 06.wav"));
    }
  }

  @Test
  void tocEscapesBytesOfUtf8AndOfLatin() throws IOException {
    folder.put(
        "t.toc",
        """
        CD_DA
        TRACK AUDIO
        CD_TEXT { LANGUAGE 0 { TITLE "Mot\\303\\266rhead" PERFORMER "Mot\\366rhead \\"x\\"" } }
        SILENCE 00:00:10
        """);
    try (FileSystem image = folder.open("t.toc")) {
      Path track = image.getPath("/Track 01.wav");
      assertThat(
          new String((byte[]) Files.getAttribute(track, "user:title"), UTF_8), is("Motörhead"));
      assertThat(
          new String((byte[]) Files.getAttribute(track, "user:performer"), UTF_8),
          is("Motörhead \"x\""));
    }
  }

  @Test
  void tocOfAMissingAudioFileShowsItsData() throws IOException {
    folder.put("d.iso", iso);
    folder.put(
        "t.toc", "CD_ROM\nTRACK MODE1\nDATAFILE \"d.iso\"\nTRACK AUDIO\nFILE \"no.wav\" 0\n");
    shows("t.toc");
    try (FileSystem image = folder.open("t.toc", "volume", "all")) {
      IOException e =
          assertThrows(
              MalformedImageException.class,
              () -> Files.readAllBytes(image.getPath("/Track 02.wav")));
      assertThat(e.getMessage(), containsString("no.wav"));
    }
  }

  @Test
  void cloneCdBesideAnyFileOfSectors() throws IOException {
    byte[] sectorsAndAudio = CdSectors.join(CdSectors.mode1(iso, 0), SOUND);
    for (String extension : new String[] {"bin", "raw", "BIN"}) {
      folder.put("c." + extension, sectorsAndAudio);
      folder.put("c.ccd", sheet(2));
      shows("c.ccd");
      Files.delete(folder.path("c." + extension));
    }
  }

  private String sheet(int tracks) {
    StringBuilder sheet = new StringBuilder("[CloneCD]\nVersion=3\n");
    sheet.append(entry(0, "0xa2", 0, sectors + 10 * (tracks - 1)));
    for (int i = 0; i < tracks; i++) {
      int block = i == 0 ? 0 : sectors + 10 * (i - 1);
      sheet.append(entry(i + 1, "0x0" + (i + 1), i == 0 ? 4 : 0, block));
    }
    return sheet.toString();
  }

  @Test
  void cloneCdThatIsCutShowsTheTracksThatItHas() throws IOException {
    folder.put("c.img", CdSectors.join(CdSectors.mode1(iso, 0), SOUND));
    folder.put("c.ccd", sheet(3));
    shows("c.ccd");
    try (FileSystem image = folder.open("c.ccd", "volume", "all")) {
      assertThat(DiscFolder.names(image), contains("1 DISC", "Track 02.wav"));
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,7,10", "11400,11407,11410"})
  void indexesOfALaterSessionCountFromItOrFromTheDisc(int index2, int pregap3, int index3)
      throws IOException {
    byte[] other = CdSectors.sound(7, 3);
    folder.put("c.img", CdSectors.join(SOUND, other, new byte[3 * 2352], SOUND));
    String text =
        "[CloneCD]\nVersion=3\n"
            + entry(0, "0xa2", 0, 10)
            + entry(1, "0x01", 0, 0)
            + second(2, "0xa2", 11_420)
            + second(3, "0x02", 11_400)
            + second(4, "0x03", 11_410)
            + "[TRACK 1]\nMODE=0\nINDEX 1=0\n[TRACK 2]\nMODE=0\nINDEX 1=%d\n"
            + "[TRACK 3]\nMODE=0\nINDEX 0=%d\nINDEX 1=%d\n";
    folder.put("c.ccd", String.format(text, index2, pregap3, index3));
    try (FileSystem image = folder.open("c.ccd")) {
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(other));
      assertThat(DiscFolder.samples(image, "/Track 03.wav"), is(SOUND));
    }
  }

  private static String second(int index, String point, int block) {
    return entry(index, point, 0, block).replace("Session=1", "Session=2");
  }

  @Test
  void neroBeforeVersion5() throws IOException {
    ByteBuffer tracks = ByteBuffer.allocate(24);
    tracks.putInt(0).putInt(iso.length).putInt(0);
    tracks.putInt(iso.length).putInt(SOUND.length).putInt(7);
    NrgImage image = NrgImage.v1().tao(0, 0, iso).tao(7, 0, SOUND);
    folder.put("x.nrg", image.chunk("TINF", tracks.array()).build());
    shows("x.nrg");
    try (FileSystem all = folder.open("x.nrg", "volume", "all")) {
      assertThat(DiscFolder.samples(all, "/Track 02.wav"), is(SOUND));
    }
    assertThat(
        DiskImages.describe(folder.path("x.nrg")).sessions().get(0).tracks().get(1).start(),
        is(sectors + 150L));
  }

  @Test
  void bareSectorsThatStartWithAudio() throws IOException {
    byte[] data = CdSectors.mode1(new byte[20 * 2048], 10);
    folder.put("a.bin", CdSectors.join(SOUND, data, SOUND, CdSectors.mode1(new byte[2048], 40)));
    try (FileSystem image = folder.open("a.bin")) {
      assertThat(DiscFolder.names(image), contains("Track 01.wav", "Track 03.wav"));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
      assertThat(DiscFolder.samples(image, "/Track 03.wav"), is(SOUND));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "g.bin,g.cue,g.bin",
    "G.BIN,g.cue,g.bin",
    "g.img,g.cue,g.img",
    "g.bin,g.cue,renamed.bin",
    "g (Track 1).bin,g.cue,g (Track 1).bin",
    "g.bin,g.toc,g.bin"
  })
  void sectorsBesideTheirSheetOpenAsItSays(String file, String sheet, String named)
      throws IOException {
    folder.put(file, CdSectors.join(SOUND, CdSectors.sound(5, 2)));
    folder.put(
        sheet,
        sheet.endsWith("cue")
            ? "FILE \""
                + named
                + "\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
                + "TRACK 02 AUDIO\nINDEX 01 00:00:10\n"
            : "CD_DA\nTRACK AUDIO\nFILE \""
                + named
                + "\" 0 00:00:10\n"
                + "TRACK AUDIO\nFILE \""
                + named
                + "\" 00:00:10\n");
    try (FileSystem image = folder.open(file)) {
      assertThat(DiscFolder.names(image), contains("Track 01.wav", "Track 02.wav"));
      assertThat(DiscFolder.samples(image, "/Track 01.wav"), is(SOUND));
    }
  }

  @Test
  void sectorsBesideABrokenSheetOpenWithoutIt() throws IOException {
    folder.put("g.bin", CdSectors.mode1(iso, 0));
    folder.put("g.cue", "FILE \"g.bin\" BINARY\nTRACK 01 MODE9/2352\n");
    shows("g.bin");
    folder.put("other.cue", "FILE \"g.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
    shows("g.bin");
  }
}
