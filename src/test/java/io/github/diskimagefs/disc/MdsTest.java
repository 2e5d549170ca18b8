package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.MdsImage;
import io.github.diskimagefs.image.SubChannel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media descriptors of Alcohol 120%. */
class MdsTest {
  private static final int AUDIO = 0xA9;
  private static final int MODE1 = 0xAA;
  private static final int MODE2 = 0xAB;
  private static final byte[] SOUND = CdSectors.sound(20, 1);

  private final byte[] iso = DiscFolder.iso();
  private final int sectors = iso.length / 2048;
  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private String info(String name) throws IOException {
    return ImageInfoText.of(DiskImages.describe(folder.path(name)));
  }

  private void samplesOfTrack2(byte[] expected) throws IOException {
    try (FileSystem image = folder.open("d.mds", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(expected));
    }
  }

  @Test
  void pregapIsNotStored() throws IOException {
    byte[] data = CdSectors.mode1(iso, 0);
    folder.put("d.mdf", CdSectors.join(data, SOUND));
    folder.put(
        "d.mds",
        MdsImage.cd()
            .track(MODE1, 2352, 0, 0, 150, sectors)
            .track(AUDIO, 2352, sectors + 150, data.length, 150, 20)
            .build());
    assertThat(folder.text("d.mds"), is(DiscFolder.TEXT));
    samplesOfTrack2(SOUND);
    assertThat(folder.text("d.mdf"), is(DiscFolder.TEXT)); // opens as the descriptor says
  }

  @Test
  void pregapIsReadWhereTheOffsetsLeaveRoom() throws IOException {
    byte[] data = CdSectors.mode1(iso, 0);
    byte[] gap = new byte[10 * 2352];
    folder.put("d.mdf", CdSectors.join(data, gap, SOUND));
    folder.put(
        "d.mds",
        MdsImage.cd()
            .track(MODE1, 2352, 0, 0, 150, sectors)
            .track(AUDIO, 2352, sectors + 10, data.length + gap.length, 10, 20)
            .build());
    samplesOfTrack2(SOUND);
    assertThat(info("d.mds"), containsString("10 blocks stored"));
  }

  @Test
  void subChannelHasTheCodesOfTheDisc() throws IOException {
    byte[] raw = CdSectors.join(CdSectors.mode1(iso, 0));
    byte[] channels =
        SubChannel.interleaved(SubChannel.of(sectors, "1234567890123", "DEA120000001"));
    folder.put("d.mdf", SubChannel.join(raw, channels));
    folder.put("d.mds", MdsImage.cd().track(MODE1, 2448, 0, 0, 150, sectors).build());
    assertThat(folder.text("d.mds"), is(DiscFolder.TEXT));
    assertThat(info("d.mds"), containsString("1234567890123"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 2336, 2352})
  void secondSessionCountsFromTheDisc(int size) throws IOException {
    byte[] raw = CdSectors.mode2(iso, 11_420);
    byte[] data = CdSectors.part(raw, size == 2352 ? 0 : size == 2336 ? 16 : 24, size);
    folder.put("d.mdf", CdSectors.join(SOUND, data));
    folder.put(
        "d.mds",
        MdsImage.cd()
            .track(AUDIO, 2352, 0, 0, 150, 20)
            .session()
            .track(MODE2, size, 11_420, SOUND.length, 150, sectors)
            .build());
    assertThat(folder.text("d.mds"), is(DiscFolder.TEXT));
    assertThat(info("d.mds"), containsString("011420"));
  }

  @Test
  void dvdMayBeSplit() throws IOException {
    int half = sectors / 2 * 2048;
    folder.put("d.mdf", Arrays.copyOf(iso, half));
    folder.put("d.i01", Arrays.copyOfRange(iso, half, iso.length));
    folder.put(
        "d.mds",
        MdsImage.dvd()
            .track(2, 2048, 0, 0, 0, sectors)
            .file("*.mdf", UTF_16LE)
            .file("*.i01", UTF_16LE)
            .build());
    assertThat(folder.text("d.mds"), is(DiscFolder.TEXT));
  }

  @Test
  void missingPartFailsWhatIsInIt() throws IOException {
    byte[] late =
        IsoImage.named("DISC").file("/a.txt", "early").file("/z.bin", new byte[50_000]).build();
    int begin = late.length - 10 * 2048;
    folder.put("d.mdf", Arrays.copyOf(late, begin));
    folder.put(
        "d.mds",
        MdsImage.dvd()
            .track(2, 2048, 0, 0, 0, late.length / 2048)
            .file("d.mdf", US_ASCII)
            .file("elsewhere.i01", US_ASCII)
            .build());
    try (FileSystem image = folder.open("d.mds")) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("early"));
      IOException e =
          assertThrows(
              MalformedImageException.class, () -> Files.readAllBytes(image.getPath("/z.bin")));
      assertThat(e.getMessage(), containsString("elsewhere.i01"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252", "windows-31j", "windows-1251"})
  void nameIsFoundInItsCharset(String charset) throws IOException {
    String name =
        charset.equals("windows-31j") ? "ディスク" : charset.endsWith("1251") ? "диск" : "été";
    Charset encoding = Charset.forName(charset);
    folder.put(name + ".mdf", CdSectors.mode1(iso, 0));
    folder.put("other.mdf", new byte[2352]);
    folder.put(
        "d.mds",
        MdsImage.cd()
            .track(MODE1, 2352, 0, 0, 150, sectors)
            .file("C:\\images\\" + name + ".mdf", encoding)
            .build());
    assertThat(folder.text("d.mds"), is(DiscFolder.TEXT));
  }

  @Test
  void missingFileIsNamed() throws IOException {
    folder.put("d.mds", MdsImage.cd().track(MODE1, 2352, 0, 0, 150, sectors).build());
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.mds").close());
    assertThat(e.getMessage(), containsString("d.mdf"));
  }

  @Test
  void dataAfterTheEndOfTheFileFailsWhenRead() throws IOException {
    folder.put("d.mdf", SOUND);
    folder.put(
        "d.mds",
        MdsImage.cd()
            .track(AUDIO, 2352, 0, 0, 150, 20)
            .track(MODE1, 2352, 20, Long.MAX_VALUE, 0, sectors)
            .track(AUDIO, 2352, 20 + sectors, SOUND.length, 0, 7)
            .build());
    try (FileSystem image = folder.open("d.mds", "view", "raw")) {
      assertThrows(
          MalformedImageException.class, () -> Files.readAllBytes(image.getPath("/track02.iso")));
    }
  }

  /**
   * Reads what mds4dc 0.1 wrote, the files as in {@link DiscFolder#TEXT}: it states one sector for
   * the track that has the files, and the volume is in the second session.
   *
   * <pre>
   * genisoimage -V DREAM -r -o t.iso folder; mds4dc -d selfboot.mds t.iso
   * </pre>
   */
  @Test
  void imageOfAnotherWriter() throws IOException {
    folder.unpack("selfboot.mds").unpack("selfboot.mdf");
    assertThat(folder.text("selfboot.mds"), is(DiscFolder.TEXT));
    assertThat(info("selfboot.mds"), containsString("011702"));
  }

  @Test
  void descriptorOfVersion2IsNamed() throws IOException {
    byte[] mds = MdsImage.cd().track(MODE1, 2352, 0, 0, 150, sectors).build();
    mds[16] = 2;
    folder.put("d.mdx", mds);
    IOException e =
        assertThrows(UnsupportedImageException.class, () -> folder.open("d.mdx").close());
    assertThat(e.getMessage(), containsString("MDX"));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 80, 98, 108, 404})
  void brokenFieldIsRefused(int offset) throws IOException {
    byte[] mds = MdsImage.cd().track(MODE1, 2352, 0, 0, 150, sectors).build();
    folder.put("d.mdf", CdSectors.mode1(iso, 0));
    Arrays.fill(mds, offset, offset + 2, (byte) (offset == 98 ? 0 : -1));
    folder.put("d.mds", mds);
    assertThrows(MalformedImageException.class, () -> folder.open("d.mds").close());
    assertThat(new String(mds, 0, 5, UTF_8), is("MEDIA"));
  }
}
