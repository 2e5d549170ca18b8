package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PackedDiscs;
import io.github.diskimagefs.image.PackedDiscs.PbpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packages of the PlayStation Portable. */
class PbpTest {
  private static final int DISC = 0x100;
  private static final int SOUND = 60;

  private final DiscFolder folder = new DiscFolder();
  private final byte[] data = CdSectors.mode2(DiscFolder.iso(), 0);
  private final byte[] sound = CdSectors.sound(SOUND, 1);

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  /** A data track, a pregap of two seconds, and an audio track. */
  private byte[] mixed() {
    int start = data.length / 2352 + 300;
    byte[] toc =
        CdSectors.join(
            PbpContent.entry(0x41, 0xA0, 0, 75),
            PbpContent.entry(0x01, 0xA1, 0, 150),
            PbpContent.entry(0x01, 0xA2, 0, start + SOUND),
            PbpContent.entry(0x41, 1, 151, 150),
            PbpContent.entry(0x01, 2, start - 150, start));
    byte[] sectors = CdSectors.join(data, new byte[150 * 2352], sound);
    return PackedDiscs.pbp(List.of(new PbpContent(sectors, toc)));
  }

  private static byte[] changed(byte[] image, Consumer<ByteBuffer> change) {
    byte[] copy = image.clone();
    change.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
    return copy;
  }

  private byte[] raw(String track) throws IOException {
    try (FileSystem image = folder.open("EBOOT.PBP", "view", "raw")) {
      return Files.readAllBytes(image.getPath(track));
    }
  }

  @Test
  void dataAndAudioAreTracksOfTheDisc() throws IOException {
    folder.put("EBOOT.PBP", mixed());
    assertThat(folder.text("EBOOT.PBP"), equalTo(DiscFolder.TEXT));
    assertThat(raw("/track01.bin"), equalTo(data));
    assertThat(raw("/track02.bin"), equalTo(CdSectors.join(new byte[150 * 2352], sound)));
    ImageInfo info = DiskImages.describe(folder.path("EBOOT.PBP"));
    assertThat(info.sessions().get(0).tracks().get(1).sectors(), equalTo((long) SOUND));
    assertThat(info.properties().get("disc mode"), equalTo("CD-ROM Mixed"));
  }

  @Test
  void theHashesOfBlocksAreVerified() throws IOException {
    folder.put("EBOOT.PBP", PackedDiscs.pbp(List.of(PbpContent.data(data))));
    assertThat(
        DiskImages.verify(folder.path("EBOOT.PBP"), Map.of()).status(), is(VerifyStatus.VALID));
    folder.put("EBOOT.PBP", changed(mixed(), bytes -> bytes.putInt(DISC + 0x4000 + 8, 1)));
    assertThat(
        DiskImages.verify(folder.path("EBOOT.PBP"), Map.of()).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void severalDiscsAreSeveralVolumes() throws IOException {
    byte[] second = CdSectors.mode2(IsoImage.named("SECOND").file("/two.txt", "2").build(), 0);
    folder.put(
        "EBOOT.PBP", PackedDiscs.pbp(List.of(PbpContent.data(data), PbpContent.data(second))));
    assertThat(folder.text("EBOOT.PBP"), equalTo(DiscFolder.TEXT));
    try (FileSystem image = folder.open("EBOOT.PBP", "volume", "2")) {
      assertThat(Files.readString(image.getPath("/two.txt")), equalTo("2"));
    }
    try (FileSystem image = folder.open("EBOOT.PBP", "volume", "all")) {
      assertThat(DiscFolder.names(image), contains("1 DISC", "2 SECOND"));
    }
    assertThat(raw("/disc2-track01.bin"), equalTo(second));
    ImageInfo info = DiskImages.describe(folder.path("EBOOT.PBP"));
    assertThat(info.properties().get("discs"), equalTo("2"));
    assertThat(info.volumes().get(1).place(), containsString("disc 2"));
    assertThat(
        DiskImages.verify(folder.path("EBOOT.PBP"), Map.of()).status(), is(VerifyStatus.VALID));
  }

  @Test
  void aTableWithTheTimesInFrontIsRead() throws IOException {
    byte[] toc = CdSectors.join(PbpContent.entry(1, 1, 150, 0), PbpContent.entry(1, 2, 180, 0));
    folder.put("EBOOT.PBP", PackedDiscs.pbp(List.of(new PbpContent(sound, toc))));
    assertThat(raw("/track01.bin"), equalTo(Arrays.copyOf(sound, 30 * 2352)));
  }

  @Test
  void withoutATableAllIsOneDataTrack() throws IOException {
    folder.put("EBOOT.PBP", PackedDiscs.pbp(List.of(new PbpContent(data, new byte[0]))));
    assertThat(folder.text("EBOOT.PBP"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void encodedAudioIsNamedWhenItIsRead() throws IOException {
    folder.put("EBOOT.PBP", changed(mixed(), bytes -> bytes.putInt(DISC + 0xC00, 0x1000)));
    assertThat(folder.text("EBOOT.PBP"), equalTo(DiscFolder.TEXT));
    ImageException e = assertThrows(UnsupportedImageException.class, () -> raw("/track02.bin"));
    assertThat(e.getMessage(), containsString("ATRAC3"));
  }

  @Test
  void aTrackAfterTheEndIsMalformedAndTheOthersAreRead() throws IOException {
    byte[] image = changed(mixed(), bytes -> bytes.put(DISC + 0x800 + 47, (byte) 0x50));
    folder.put("EBOOT.PBP", image);
    assertThat(folder.text("EBOOT.PBP"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void encryptedPackagesAndThoseWithoutADiscAreNamed() throws IOException {
    int pgd = 0x4447_5000;
    assertThat(refused(changed(mixed(), b -> b.putInt(DISC + 0x400, pgd))), containsString("PGD"));
    byte[] two = PackedDiscs.pbp(List.of(PbpContent.data(data), PbpContent.data(data)));
    assertThat(refused(changed(two, b -> b.putInt(DISC + 0x200, pgd))), containsString("PGD"));
    assertThat(
        refused(changed(mixed(), b -> b.putInt(0x24, -2))), containsString("PBP without a disc"));
  }

  @Test
  void brokenTablesAreRefused() throws IOException {
    assertThat(
        refused(changed(mixed(), b -> b.put(DISC + 0x4000, new byte[0x4000]))),
        containsString("empty"));
    byte[] two = PackedDiscs.pbp(List.of(PbpContent.data(data), PbpContent.data(data)));
    assertThat(
        refused(changed(two, b -> b.putInt(DISC + 0x204, 0x7000_0000))),
        containsString("PBP disc"));
    assertThat(
        refused(changed(mixed(), b -> b.put(DISC + 0x800 + 37, (byte) 0xFF))),
        containsString("track 1"));
  }

  private String refused(byte[] image) throws IOException {
    folder.put("EBOOT.PBP", image);
    return assertThrows(ImageException.class, () -> folder.open("EBOOT.PBP")).getMessage();
  }
}
