package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.BlindWriteImage;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.SubChannel;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors of BlindWrite 4 to 6. */
class BlindWriteTest {
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

  @ParameterizedTest
  @ValueSource(ints = {-1000, 0})
  void blocksOfSeveralTracks(int index1) throws IOException {
    byte[] data = CdSectors.mode1(iso, 0);
    folder.put("d.b6i", CdSectors.join(data, new byte[5 * 2352], SOUND));
    folder.put(
        "d.b6t",
        BlindWriteImage.cd()
            .disc("1234567890123", new byte[0])
            .block("d.b6i", 0, 2352, 0, sectors)
            .block("d.b6i", data.length, 2352, sectors, 25)
            .track(
                2,
                index1,
                index1 < 0 ? 150 : 0,
                index1 < 0 ? -150 : 0,
                sectors + (index1 < 0 ? 150 : 0))
            .track(1, index1 < 0 ? index1 : sectors + 5, 5, sectors, 25)
            .build());
    assertThat(folder.text("d.b6t"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.b6t", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
    assertThat(info("d.b6t"), containsString("1234567890123"));
    assertThat(info("d.b6t"), containsString("5 blocks stored"));
  }

  @Test
  void dvdMayBeSplitAndRenamed() throws IOException {
    int half = sectors / 2;
    folder.put("d.b5i", Arrays.copyOf(iso, half * 2048));
    folder.put("d.b00", Arrays.copyOfRange(iso, half * 2048, iso.length));
    folder.put(
        "d.b5t",
        BlindWriteImage.dvd()
            .block("D:\\D.B5I", 0, 2048, 0, half)
            .block("d.b00", 0, 2048, half, sectors - half)
            .track(6, -1000, 0, 0, sectors)
            .build());
    assertThat(folder.text("d.b5t"), is(DiscFolder.TEXT));
  }

  @Test
  void secondSessionWithSubChannel() throws IOException {
    byte[] raw = CdSectors.mode2(iso, 11_420);
    byte[] channels = SubChannel.of(sectors, "1234567890123", "DEA120000001");
    folder.put("d.b6i", CdSectors.join(SOUND, SubChannel.join(raw, channels)));
    folder.put(
        "d.b6t",
        BlindWriteImage.cd()
            .block("d.b6i", 0, 2352, 0, 20)
            .block("d.b6i", SOUND.length, 2448, 11_420, sectors)
            .track(1, 0, 0, 0, 20)
            .session()
            .track(4, 11_420, 0, 11_420, sectors)
            .build());
    assertThat(folder.text("d.b6t"), is(DiscFolder.TEXT));
    assertThat(info("d.b6t"), containsString("1234567890123"));
  }

  @Test
  void missingFileIsNamed() throws IOException {
    folder.put(
        "d.b6t", BlindWriteImage.cd().block("x.b6i", 0, 2352, 0, 9).track(2, 0, 0, 0, 9).build());
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.b6t").close());
    assertThat(e.getMessage(), containsString("x.b6i"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x32, 0x66, 0xF0, 0xF8})
  void brokenFieldIsRefused(int offset) throws IOException {
    byte[] b6t = BlindWriteImage.cd().block("d.b6i", 0, 2352, 0, 9).track(2, 0, 0, 0, 9).build();
    Arrays.fill(b6t, offset, offset + 2, (byte) (offset == 0x32 ? 0 : -1));
    folder.put("d.b6i", SOUND).put("d.b6t", b6t);
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.b6t").close());
    assertThat(e.getMessage(), containsString("BlindWrite"));
  }

  @Test
  void version4HasRawSectorsAndChannelsInFiles() throws IOException {
    folder.put("d.bwi", CdSectors.join(CdSectors.mode1(iso, 0), SOUND));
    folder.put("d.bws", SubChannel.of(sectors + 20, "1234567890123", "DEA120000001"));
    folder.put(
        "d.bwt",
        BlindWriteImage.version4("E:\\d.bwi", "d.bws", new int[] {1, 0}, 0, sectors, sectors + 20));
    assertThat(folder.text("d.bwt"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.bwt", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
    assertThat(info("d.bwt"), containsString("1234567890123"));
    assertThat(info("d.bwt"), containsString("Album"));
  }

  @Test
  void version4WithoutItsFileIsRefused() throws IOException {
    folder.put("d.bwt", BlindWriteImage.version4("x.bwi", "", new int[] {1}, 0, sectors));
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.bwt").close());
    assertThat(e.getMessage(), containsString("x.bwi"));
  }
}
