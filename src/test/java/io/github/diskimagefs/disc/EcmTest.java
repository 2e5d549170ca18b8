package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.NrgImage;
import io.github.diskimagefs.image.PackedDiscs.Ecm;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images packed by ECM. */
class EcmTest {
  private static final String SHEET =
      "FILE \"disc.bin\" BINARY\n TRACK 01 MODE1/2352\n  INDEX 01 00:00:00\n"
          + " TRACK 02 AUDIO\n  INDEX 01 ";

  private final DiscFolder folder = new DiscFolder();
  private final byte[] data = CdSectors.mode1(DiscFolder.iso(), 0);
  private final byte[] sound = CdSectors.sound(20, 1);
  private final byte[] packed = new Ecm().mode1(data).literal(sound).bytes();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private String sheet() {
    int sectors = data.length / 2352;
    return SHEET + String.format("%02d:%02d:%02d\n", 0, sectors / 75, sectors % 75);
  }

  private byte[] raw(String name, String track) throws IOException {
    try (FileSystem image = folder.open(name, "view", "raw")) {
      return Files.readAllBytes(image.getPath(track));
    }
  }

  @Test
  void sectorsOfEachKindAreRestored() throws IOException {
    byte[] form1 = CdSectors.mode2(DiscFolder.iso(), 0);
    byte[] form2 = CdSectors.form2(new byte[40 * 2324], form1.length / 2352);
    folder.put("mixed.bin.ecm", new Ecm().mode2(form1, false).mode2(form2, true).bytes());
    assertThat(raw("mixed.bin.ecm", "/track01.bin"), equalTo(CdSectors.join(form1, form2)));
    folder.put("one.bin.ecm", new Ecm().mode1(data).bytes());
    assertThat(raw("one.bin.ecm", "/track01.bin"), equalTo(data));
    assertThat(folder.text("one.bin.ecm"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void aSheetMayNameTheFileAsItWasBefore() throws IOException {
    folder.put("disc.bin.ecm", packed).put("disc.cue", sheet());
    assertThat(folder.text("disc.cue"), equalTo(DiscFolder.TEXT));
    assertThat(raw("disc.cue", "/track02.bin"), equalTo(sound));
    assertThat(
        DiskImages.verify(folder.path("disc.cue"), Map.of()).status(),
        is(VerifyStatus.NOT_CHECKED));
  }

  @Test
  void aSheetThatWasRenamedWithTheFileIsFollowed() throws IOException {
    folder.put("other.bin.ecm", packed).put("other.cue", sheet());
    assertThat(raw("other.cue", "/track02.bin"), equalTo(sound));
  }

  @Test
  void theSheetBesideTellsTheTracks() throws IOException {
    folder.put("disc.bin.ecm", packed).put("disc.cue", sheet());
    assertThat(raw("disc.bin.ecm", "/track02.bin"), equalTo(sound));
    assertThat(DiskImages.describe(folder.path("disc.bin.ecm")).format(), equalTo("ECM CUE sheet"));
  }

  @Test
  void aCloneCdSheetFindsItsPackedImage() throws IOException {
    folder.put("disc.img.ecm", packed);
    folder.put(
        "disc.ccd",
        """
        [CloneCD]
        Version=3
        [Disc]
        TocEntries=1
        Sessions=1
        [Entry 0]
        Session=1
        Point=0x01
        ADR=0x01
        Control=0x04
        PLBA=0
        [TRACK 1]
        MODE=1
        INDEX 1=0
        """);
    assertThat(folder.text("disc.ccd"), equalTo(DiscFolder.TEXT));
    assertThat(folder.text("disc.img.ecm"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void imagesOfOtherKindsMayBeInside() throws IOException {
    byte[] nrg = NrgImage.v2().dao(5, 2352, 0, data).daoSession(1).build();
    byte[] chunks = Arrays.copyOfRange(nrg, data.length, nrg.length);
    folder.put("disc.nrg.ecm", new Ecm().mode1(data).literal(chunks).bytes());
    assertThat(folder.text("disc.nrg.ecm"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void manyRecordsAreFoundByASparseIndex() throws IOException {
    Ecm ecm = new Ecm();
    for (int i = 0; i < data.length; i++) {
      ecm.literal(new byte[] {data[i]});
    }
    folder.put("disc.bin.ecm", ecm.bytes());
    assertThat(raw("disc.bin.ecm", "/track01.bin"), equalTo(data));
    assertThat(folder.text("disc.bin.ecm"), equalTo(DiscFolder.TEXT));
  }

  @Test
  void theChecksumIsVerified() throws IOException {
    folder.put("disc.bin.ecm", new Ecm().mode1(data).bytes());
    assertThat(
        DiskImages.verify(folder.path("disc.bin.ecm"), Map.of()).status(), is(VerifyStatus.VALID));
    byte[] wrong = new Ecm().mode1(data).bytes();
    wrong[wrong.length - 1] ^= 1;
    folder.put("wrong.bin.ecm", wrong);
    assertThat(
        DiskImages.verify(folder.path("wrong.bin.ecm"), Map.of()).status(),
        is(VerifyStatus.DAMAGED));
    folder.put("cut.bin.ecm", Arrays.copyOf(wrong, wrong.length - 1));
    assertThat(
        DiskImages.verify(folder.path("cut.bin.ecm"), Map.of()).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void recordsThatPassTheEndAndOtherVersionsAreRefused() throws IOException {
    assertThat(refused(Arrays.copyOf(packed, packed.length / 2)), containsString("ECM record"));
    assertThat(refused(new Ecm().header(1, 1L << 31).bytes()), containsString("ECM record"));
    assertThat(refused(new Ecm().header(1, 1L << 33).bytes()), containsString("32 bits"));
    assertThat(refused(new byte[] {'E', 'C', 'M', 0, (byte) 0x81}), containsString("ECM record"));
    assertThat(refused(new byte[] {'E', 'C', 'M', 1, 0, 0}), containsString("Reloaded"));
  }

  private String refused(byte[] image) throws IOException {
    folder.put("bad.bin.ecm", image);
    return assertThrows(ImageException.class, () -> folder.open("bad.bin.ecm")).getMessage();
  }
}
