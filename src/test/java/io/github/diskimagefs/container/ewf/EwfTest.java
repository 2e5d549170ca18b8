package io.github.diskimagefs.container.ewf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.EwfImage;
import io.github.diskimagefs.image.FatImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EwfTest {
  private final byte[] content = new byte[50_000];
  private final byte[] disk;

  @TempDir Path folder;

  EwfTest() {
    new Random(1).nextBytes(content);
    disk = FatImage.of(12).file("/f", content).bytes();
  }

  private Path write(String name, byte[] image) throws IOException {
    return Files.write(folder.resolve(name), image);
  }

  private static byte[] raw(Path image) throws IOException {
    try (FileSystem shown = DiskImages.open(image, Map.of("view", "raw"))) {
      return Files.readAllBytes(shown.getPath("/disk.img"));
    }
  }

  private static String part(Path image, String name) throws IOException {
    for (PartResult part : DiskImages.verify(image, Map.of()).parts()) {
      if (part.part().equals(name)) {
        return part.status() + " " + part.detail();
      }
    }
    return "";
  }

  /**
   * Images by ewfacquire 20140813 of Debian 12: {@code truncate -s 128K t.raw; mkfs.fat -n EWF
   * --invariant -r 32 t.raw; seq 1 1500 > t.txt; mcopy -i t.raw t.txt ::numbers.txt; ewfacquire -u
   * -q -f FORMAT -c best -b 16 -C "Case 7" -D "A description" -e "Jane Doe" -E "EV-1" -N "some
   * notes" -d sha1 -t FORMAT t.raw}.
   */
  @ParameterizedTest
  @ValueSource(strings = {"encase1.E01", "encase6.E01", "ftk.E01", "smart.s01"})
  void readsImagesOfAnotherProgram(String name) throws IOException {
    Path image;
    try (InputStream in = EwfTest.class.getResourceAsStream(name)) {
      image = write(name, in.readAllBytes());
    }
    String numbers =
        IntStream.rangeClosed(1, 1500).mapToObj(i -> i + "\n").collect(Collectors.joining());
    try (FileSystem shown = DiskImages.open(image, Map.of())) {
      assertThat(Files.readString(shown.getPath("/numbers.txt")), is(numbers));
    }
    VerifyResult result = DiskImages.verify(image, Map.of());
    assertThat(result.toString(), result.status(), is(VerifyStatus.VALID));
    assertThat(part(image, "MD5"), is("VALID 3680d1d7c3d698821f74ba6989420008"));
    Map<String, String> properties = DiskImages.describe(image).properties();
    assertThat(properties, hasEntry("case number", "Case 7"));
    assertThat(properties, hasEntry("description", "A description"));
    assertThat(properties, hasEntry("examiner", "Jane Doe"));
  }

  @Test
  void joinsSegments() throws IOException {
    List<byte[]> segments = EwfImage.of(disk).segmentChunks(3).segments();
    for (int i = 1; i < segments.size(); i++) {
      write(String.format("case.E%02d", i + 1), segments.get(i));
    }
    Path image = write("case.E01", segments.get(0));
    assertThat(raw(image), equalTo(disk));
    assertThat(DiskImages.verify(image, Map.of()).status(), is(VerifyStatus.VALID));
    Map<String, String> properties = DiskImages.describe(image).properties();
    assertThat(properties, hasEntry("segments", Integer.toString(segments.size())));
    assertThat(properties, hasEntry("acquired", "2006-03-12T11:44:05Z"));
    Exception e =
        assertThrows(
            MalformedImageException.class, () -> DiskImages.open(folder.resolve("case.E02")));
    assertThat(e.getMessage(), containsString("the first one opens all"));
    Files.delete(folder.resolve("case.E03"));
    e = assertThrows(MalformedImageException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("case.E03"));
  }

  @Test
  void readsAreComparedWithChecksumsIfVerified() throws IOException {
    byte[] bytes = EwfImage.of(disk).build();
    bytes[indexOf(bytes, content, 20_000)] ^= 1; // in a stored chunk
    Path image = write("a.E01", bytes);
    assertThat(raw(image).length, is(disk.length));
    Map<String, ?> verify = Map.of("verify", true);
    try (FileSystem shown = DiskImages.open(image, verify)) {
      assertThrows(MalformedImageException.class, () -> Files.readAllBytes(shown.getPath("/f")));
    }
    assertThat(part(image, "chunks"), containsString("DAMAGED 1 damaged chunks, the first: EWF"));
    assertThat(part(image, "MD5"), is(""));
  }

  /** Returns where a part of a file is stored: in the first chunk that is not compressed. */
  private static int indexOf(byte[] image, byte[] content, int from) {
    String text = new String(image, ISO_8859_1);
    for (int i = from; i < content.length; i += 512) {
      int found = text.indexOf(new String(content, i, 16, ISO_8859_1));
      if (found >= 0) {
        return found;
      }
    }
    throw new AssertionError("not found");
  }

  private static ByteBuffer section(byte[] image, String type) {
    int at = new String(image, ISO_8859_1).indexOf(type + '\0');
    return ByteBuffer.wrap(image, at, 100).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theCopyOfATableIsEnough() throws IOException {
    byte[] bytes = EwfImage.of(disk).build();
    section(bytes, "table").putInt(76, 7);
    Path image = write("a.E01", bytes);
    assertThat(raw(image), equalTo(disk));
    assertThat(part(image, "sections"), containsString("DAMAGED"));
    section(bytes, "table2").putInt(76, 7);
    write("a.E01", bytes);
    Exception e = assertThrows(MalformedImageException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("both copies of a table are damaged"));
  }

  @Test
  void chunksAfterADamagedTableWithoutACopyAreNotTakenForOthers() throws IOException {
    List<byte[]> segments = EwfImage.of(disk).segmentChunks(3).segments();
    byte[] first = segments.get(0);
    section(first, "table2").put(0, (byte) 'x');
    EwfImage.corrected(first);
    section(first, "table").putInt(76, 7);
    for (int i = 1; i < segments.size(); i++) {
      write(String.format("case.E%02d", i + 1), segments.get(i));
    }
    Path image = write("case.E01", first);
    Exception e = assertThrows(MalformedImageException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("the table is damaged, and no copy follows"));
  }

  @Test
  void damagedSectionsAreRefused() throws IOException {
    byte[] bytes = EwfImage.of(disk).build();
    section(bytes, "volume").putLong(16, 1L << 40);
    Path image = write("a.E01", bytes);
    Exception e = assertThrows(MalformedImageException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("checksum"));
    write("a.E01", EwfImage.corrected(bytes));
    e = assertThrows(MalformedImageException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("section \"volume\""));
  }

  @Test
  void otherVersionsAreNamed() throws IOException {
    for (String magic : List.of("LVF\t\r\n\u00FF\0", "EVF2\r\n\u0081\0", "LEF2\r\n\u0081\0")) {
      byte[] bytes = new byte[4096];
      System.arraycopy(magic.getBytes(ISO_8859_1), 0, bytes, 0, 8);
      Path image = write("a.Ex01", bytes);
      Exception e = assertThrows(UnsupportedImageException.class, () -> DiskImages.open(image));
      assertThat(e.getMessage(), containsString("EWF"));
    }
  }

  @Test
  void segmentsAreNamedAsEncaseDoes() {
    assertThat(SegmentName.of("a.b.E01", 2), is("a.b.E02"));
    assertThat(SegmentName.of("a.s01", 99), is("a.s99"));
    assertThat(SegmentName.of("a.E01", 100), is("a.EAA"));
    assertThat(SegmentName.of("a.E01", 126), is("a.EBA"));
    assertThat(SegmentName.of("a.e01", 100 + 676), is("a.faa"));
    assertThat(SegmentName.of("a.E01", 100 + 22 * 676), is(nullValue()));
    assertThat(SegmentName.of("evidence", 2), is("evidence.E02"));
  }

  @Test
  void caseDataMayLackValues() throws IOException {
    Path image = write("a.E01", EwfImage.of(disk).caseData("c\tn\te\n\tEV").build());
    Map<String, String> properties = DiskImages.describe(image).properties();
    assertThat(properties, hasEntry("evidence number", "EV"));
    assertThat(properties.get("case number"), is(nullValue()));
  }
}
