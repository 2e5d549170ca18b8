package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discs that are intact though something in them cannot be checked, and damaged ones. */
class DiscVerifyTest {
  private static final int RAW = 2352;
  private static final String ONE_TRACK =
      "FILE d.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00";

  private final DiscFolder folder = new DiscFolder();
  private final byte[] data = CdSectors.mode1(DiscFolder.iso(), 0);

  @AfterEach
  void close() throws Exception {
    folder.close();
  }

  @Test
  void aTrackWithCodesIsValid() throws IOException {
    assertThat(verify(data, ONE_TRACK).status(), is(VerifyStatus.VALID));
  }

  @Test
  void codesThatAreLeftOutAreNoDamage() throws IOException {
    for (int at = 0; at < data.length; at += RAW) {
      Arrays.fill(data, at + 2064, at + RAW, (byte) 0);
    }
    PartResult track = verify(data, ONE_TRACK).parts().get(0);
    assertThat(track.status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(track.detail(), containsString("without EDC"));
  }

  @Test
  void wrongCodesAreDamage() throws IOException {
    for (int at = 0; at < data.length; at += RAW) {
      Arrays.fill(data, at + 2064, at + RAW, (byte) 1);
    }
    assertThat(verify(data, ONE_TRACK).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void aHoleInTheDataIsDamage() throws IOException {
    Arrays.fill(data, 5 * RAW, 6 * RAW, (byte) 0);
    VerifyResult result = verify(data, ONE_TRACK);
    assertThat(result.status(), is(VerifyStatus.DAMAGED));
    assertThat(result.parts().get(0).detail(), containsString("1 lost, the first at LBA 5"));
  }

  @Test
  void aLongHoleAtTheEndIsDamage() throws IOException {
    byte[] cut = Arrays.copyOf(data, data.length + 200 * RAW);
    assertThat(verify(cut, ONE_TRACK).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void anEmptyPostGapIsNoDamage() throws IOException {
    byte[] longer = Arrays.copyOf(data, data.length + 150 * RAW);
    assertThat(verify(longer, ONE_TRACK).status(), is(VerifyStatus.NOT_CHECKED));
  }

  @Test
  void audioAfterTheDataOfAnImageWithoutSheetIsNoDamage() throws IOException {
    byte[] mixed = Arrays.copyOf(data, data.length + 300 * RAW);
    Arrays.fill(mixed, data.length, data.length + 250 * RAW, (byte) 77);
    folder.put("d.bin", mixed);
    VerifyResult result = DiskImages.verify(folder.path("d.bin"), Map.of());
    assertThat(result.status(), is(VerifyStatus.NOT_CHECKED));
  }

  @Test
  void audioHasNoCodes() throws IOException {
    folder.put("a.bin", new byte[10 * RAW]);
    folder.put("a.cue", "FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    VerifyResult result = DiskImages.verify(folder.path("a.cue"), Map.of());
    assertThat(result.status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(result.parts().get(0).detail(), is("10 sectors read, audio has no EDC"));
  }

  @Test
  void audioThatIsNotDecodedIsNoDamage() throws IOException {
    folder.put("a.flac", "fLaC, and what follows".getBytes(StandardCharsets.US_ASCII));
    folder.put("a.cue", "FILE a.flac WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00");
    VerifyResult result = DiskImages.verify(folder.path("a.cue"), Map.of());
    assertThat(result.parts().get(0).status(), is(VerifyStatus.NOT_CHECKED));
    assertThat(result.parts().get(0).detail(), containsString("FLAC"));
  }

  @Test
  void aFileInAnAudioTrackIsNamedSo() throws IOException {
    byte[] iso = isoWithFile("BGM.DA");
    place(iso, "BGM.DA", iso.length / 2048 + 10, 2048 * 5);
    byte[] bin = CdSectors.mode1(iso, 0);
    int sectors = bin.length / RAW;
    String sheet =
        ONE_TRACK
            + String.format("\nTRACK 02 AUDIO\nINDEX 01 00:%02d:%02d", sectors / 75, sectors % 75);
    VerifyResult result = verify(Arrays.copyOf(bin, bin.length + 60 * RAW), sheet);
    assertThat(result.status(), is(VerifyStatus.NOT_CHECKED));
    try (FileSystem disc = folder.open("d.cue")) {
      IOException e =
          assertThrows(
              UnsupportedImageException.class, () -> Files.readAllBytes(disc.getPath("/BGM.DA")));
      assertThat(e.getMessage(), containsString("/BGM.DA: not supported: CD audio"));
      assertThat(e.getMessage(), containsString("Track 02"));
    }
  }

  @Test
  void aGapBetweenDataTracksThatIsNotStoredReadsAsZeros() throws IOException {
    byte[] iso = isoWithFile("MOVIE.DAT");
    int end = iso.length / 2048;
    place(iso, "MOVIE.DAT", end - 1, 2048 * 160);
    folder.put("d.bin", CdSectors.mode1(iso, 0));
    folder.put("e.bin", CdSectors.mode1(new byte[2048 * 20], end + 150));
    folder.put(
        "d.cue",
        ONE_TRACK + "\nFILE e.bin BINARY\nTRACK 02 MODE1/2352\nPREGAP 00:02:00\nINDEX 01 00:00:00");
    assertThat(DiskImages.verify(folder.path("d.cue"), Map.of()).status(), is(VerifyStatus.VALID));
  }

  private static byte[] isoWithFile(String name) {
    return IsoImage.named("D")
        .withoutRockRidge()
        .withoutJoliet()
        .file("/" + name, "x".repeat(3000))
        .build();
  }

  /** Changes the extent and the size in a directory record, ECMA-119 §9.1. */
  private static void place(byte[] iso, String name, int block, int size) {
    int at = new String(iso, StandardCharsets.ISO_8859_1).indexOf(name + ";1") - 33;
    ByteBuffer.wrap(iso).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 2, block).putInt(at + 10, size);
    ByteBuffer.wrap(iso).putInt(at + 6, block).putInt(at + 14, size);
  }

  private VerifyResult verify(byte[] bin, String sheet) throws IOException {
    folder.put("d.bin", bin);
    folder.put("d.cue", sheet);
    return DiskImages.verify(folder.path("d.cue"), Map.of());
  }
}
