package io.github.diskimagefs.disc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.CdiImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.IsoOrigin;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of DiscJuggler. */
class DiscJugglerTest {
  private static final byte[] SOUND = CdSectors.sound(302, 1);

  /** Lead-out, lead-in and pregap after 302 sectors, as cdi4dc makes discs for the Dreamcast. */
  private static final int SECOND = 302 + 11_400;

  private final byte[] iso = DiscFolder.iso();
  private final byte[] moved = IsoOrigin.move(plain(), SECOND);
  private final DiscFolder folder = new DiscFolder();

  private static byte[] plain() {
    return IsoImage.named("BOOT")
        .withoutRockRidge()
        .withoutJoliet()
        .file("/dir/text.txt", DiscFolder.TEXT)
        .build();
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  static Stream<CdiImage> versions() {
    return Stream.of(CdiImage.v2(), CdiImage.v3(), CdiImage.v35());
  }

  private String info() throws IOException {
    return ImageInfoText.of(DiskImages.describe(folder.path("d.cdi")));
  }

  @MethodSource("versions")
  @ParameterizedTest
  void tracksOfOneSession(CdiImage image) throws IOException {
    int sectors = iso.length / 2048;
    folder.put(
        "d.cdi",
        image
            .track(1, 2, 0, 150, CdSectors.mode1(iso, 0))
            .index2(100)
            .track(0, 2, sectors + 150, 150, SOUND)
            .track(0, 4, sectors + 602, 0, CdSectors.withSubChannel(SOUND))
            .build());
    assertThat(folder.text("d.cdi"), is(DiscFolder.TEXT));
    try (FileSystem opened = folder.open("d.cdi", "volume", "all")) {
      assertThat(DiscFolder.samples(opened, "/Track 02.wav"), is(SOUND));
      assertThat(DiscFolder.samples(opened, "/Track 03.wav"), is(SOUND));
    }
    assertThat(info(), containsString("DiscJuggler"));
  }

  @MethodSource("versions")
  @ParameterizedTest
  void volumeOfTheSecondSessionCountsFromTheDisc(CdiImage image) throws IOException {
    byte[] data = CdSectors.part(CdSectors.mode2(moved, SECOND), 16, 2336);
    folder.put(
        "d.cdi", image.track(0, 2, 0, 150, SOUND).session().track(2, 1, SECOND, 150, data).build());
    assertThat(folder.text("d.cdi"), is(DiscFolder.TEXT));
    assertThat(info(), containsString("011702"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 302})
  void addressThatIsLeftOutIsCounted(int start) throws IOException {
    folder.put(
        "d.cdi",
        CdiImage.v3()
            .track(0, 2, 0, 150, SOUND)
            .session()
            .track(2, 2, start, 150, CdSectors.mode2(iso, SECOND))
            .build());
    assertThat(folder.text("d.cdi"), is(DiscFolder.TEXT));
    assertThat(info(), containsString("011702"));
  }

  /**
   * Reads what cdi4dc 0.3 wrote, the files as in {@link DiscFolder#TEXT}.
   *
   * <pre>
   * genisoimage -C 0,11702 -V DREAM -r -o t.iso folder; cdi4dc t.iso selfboot.cdi
   * </pre>
   */
  @Test
  void imageOfAnotherWriter() throws IOException {
    folder.unpack("selfboot.cdi");
    assertThat(folder.text("selfboot.cdi"), is(DiscFolder.TEXT));
    String info = ImageInfoText.of(DiskImages.describe(folder.path("selfboot.cdi")));
    assertThat(info, containsString("011702"));
  }

  @Test
  void textsAndCodesAreShown() throws IOException {
    folder.put(
        "d.cdi",
        CdiImage.v35()
            .disc("1234567890123", new byte[0])
            .texts("DEA120000001", "Song")
            .track(0, 2, 0, 150, SOUND)
            .build());
    assertThat(info(), containsString("1234567890123"));
    try (FileSystem image = folder.open("d.cdi")) {
      Path track = image.getPath("/Track 01.wav");
      assertThat(new String((byte[]) Files.getAttribute(track, "user:title"), UTF_8), is("Song"));
      assertThat(
          new String((byte[]) Files.getAttribute(track, "user:isrc"), UTF_8), is("DEA120000001"));
    }
  }

  @Test
  void sectorsOf2048BytesHaveNoHeaders() throws IOException {
    folder.put("d.cdi", CdiImage.v35().track(1, 0, 0, 150, iso).build());
    assertThat(folder.text("d.cdi"), is(DiscFolder.TEXT));
    folder.put("e.cdi", CdiImage.v35().track(1, 0, 0, 0, iso).build());
    assertThat(folder.text("e.cdi"), is(DiscFolder.TEXT));
  }

  @Test
  void brokenDescriptorIsNamed() throws IOException {
    byte[] image = CdiImage.v35().track(0, 2, 0, 150, SOUND).build();
    int descriptor = 452 * 2352;
    byte[] none = image.clone();
    Arrays.fill(none, descriptor, descriptor + 40, (byte) 7);
    folder.put("a.cdi", none);
    byte[] mode = image.clone();
    mode[descriptor + 8 + 24 + 10 + 31 + 2 + 8 + 4 + 2 + 40] = 9; // read mode
    folder.put("b.cdi", mode);
    for (String name : new String[] {"a.cdi", "b.cdi"}) {
      IOException e = assertThrows(MalformedImageException.class, () -> folder.open(name).close());
      assertThat(e.getMessage(), containsString("DiscJuggler"));
    }
  }
}
