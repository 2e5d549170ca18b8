package io.github.diskimagefs.volume.fat;

import static io.github.diskimagefs.volume.Volumes.find;
import static io.github.diskimagefs.volume.Volumes.names;
import static io.github.diskimagefs.volume.Volumes.read;
import static io.github.diskimagefs.volume.Volumes.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatVolumeTest {
  private static final byte[] LARGE = bytes(5000);

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ((i * 31) >> 3);
    }
    return bytes;
  }

  private static Volume open(byte[] image) throws IOException {
    return Volumes.open(new FatFormat(), image);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 32})
  void readsFilesInClustersOfAnyOrder(int bits) throws IOException {
    FatImage image = FatImage.of(bits).label("MY VOLUME").scattered();
    image.file("/docs/deep/large", LARGE).file("/hello.txt", "Hello");
    Volume volume = open(image.bytes());
    assertThat(volume.type(), is("fat" + bits));
    assertThat(volume.label(), is("MY VOLUME"));
    assertThat(names(volume, "/"), contains("docs", "hello.txt"));
    assertThat(read(volume, "/docs/deep/large"), is(LARGE));
    assertThat(text(volume, "/hello.txt"), is("Hello"));
  }

  @ParameterizedTest
  @CsvSource({"512, 8", "1024, 1", "2048, 2", "4096, 1"})
  void readsSectorsAndClustersOfAnySize(int sectorSize, int clusterSectors) throws IOException {
    FatImage image = FatImage.of(32).sectorSize(sectorSize).clusterSectors(clusterSectors);
    assertThat(read(open(image.file("/f", LARGE).bytes()), "/f"), is(LARGE));
  }

  @ParameterizedTest
  @CsvSource({"12, 4084, fat12", "16, 4085, fat16", "32, 50, fat32"})
  void decidesTheTypeByTheCountOfClusters(int bits, int clusters, String type) throws IOException {
    byte[] image = FatImage.of(bits).clusters(clusters).file("/f", "x").bytes();
    int offset = bits == 32 ? 82 : 54;
    System.arraycopy("FAT     ".getBytes(StandardCharsets.US_ASCII), 0, image, offset, 8);
    Volume volume = open(image);
    assertThat(volume.type(), is(type));
    assertThat(text(volume, "/f"), is("x"));
  }

  @Test
  void showsLongNamesOfAnyCharacters() throws IOException {
    List<String> all =
        List.of(
            "thirteen char", "😀 party", "straße ελλ", "x".repeat(255), "a.b.c.tar.gz", ".hidden");
    FatImage image = FatImage.of(32);
    all.forEach(name -> image.file("/" + name, name));
    assertThat(names(open(image.bytes()), "/"), is(all));
  }

  @Test
  void showsShortNamesInTheirCodePageAndCase() throws IOException {
    FatImage image = FatImage.of(12).shortFile("", "README  TXT", new byte[1], 0x18);
    image.shortFile("", "LOWER   TXT", new byte[1], 0x08);
    image.shortFile("", "UPPER   TXT", new byte[1], 0x10).shortFile("", "NOEXT      ", LARGE, 0);
    image.shortFile("", "\005BC     TXT", new byte[1], 0).shortFile("", "\u0081BER    ", LARGE, 8);
    Volume volume = open(image.bytes());
    assertThat(
        names(volume, "/"),
        contains("readme.txt", "lower.TXT", "UPPER.txt", "NOEXT", "σBC.TXT", "über"));
    Volume latin = Volumes.open(new FatFormat(), image.bytes(), Map.of("charset", "ISO-8859-1"));
    assertThat(find(latin, "/\u00E5bc.txt"), is(not(nullValue())));
  }

  @Test
  void ignoresLongNamesOfDeletedFilesAndIncompleteOnes() throws IOException {
    FatImage image =
        FatImage.of(12).file("/name of another file", "x").file("/of two entries", "y");
    image.file("/of two entries, lost", "z");
    byte[] bytes = image.bytes();
    bytes[image.entry("/name of another file")] = 'S';
    bytes[image.entry("/of two entries") - 32] = 3; // the order of its second part
    bytes[image.entry("/of two entries, lost") - 64] = (byte) 0xE5;
    assertThat(names(open(bytes), "/"), contains("S00001~1", "N00002~1", "N00003~1"));
  }

  @Test
  void findsLongNamesBeforeShortOnesInAnyCase() throws IOException {
    FatImage image = FatImage.of(12).file("/dir/Long Name.text", "long");
    image.file("/dir/n00003~1.tex", "named like a short name").file("/dir/Third.text", "third");
    Volume volume = open(image.bytes());
    assertThat(find(volume, "/DIR/LONG NAME.TEXT").name(), is("Long Name.text"));
    assertThat(find(volume, "/dir/n00001~1.tex").name(), is("Long Name.text"));
    assertThat(text(volume, "/dir/N00003~1.TEX"), is("named like a short name"));
    assertThat(find(volume, "/dir/none"), is(nullValue()));
    assertThat(find(volume, "/dir/none of them"), is(nullValue()));
  }

  @Test
  void endsADirectoryAtItsFirstFreeEntry() throws IOException {
    FatImage image = FatImage.of(12).file("/a", "x").file("/b", "y");
    byte[] bytes = image.bytes();
    bytes[image.entry("/b") - 32] = 0;
    assertThat(names(open(bytes), "/"), contains("a"));
  }

  @Test
  void keepsNamesDistinct() throws IOException {
    FatImage image = FatImage.of(12).file("/same name", "1").file("/same name", "2");
    Volume volume = open(image.bytes());
    assertThat(names(volume, "/"), contains("same name", "same name~2"));
    assertThat(text(volume, "/same name~2"), is("2"));
  }

  @Test
  void takesTheLabelFromTheRootDirectoryAlone() throws IOException {
    Volume volume = open(FatImage.of(32).file("/f", "x").bytes());
    assertThat(volume.label(), is(""));
    assertThat(volume.properties().get("BS_VolLab"), is("BOOT LABEL"));
    assertThat(volume.properties().get("BS_VolID"), is("1234-ABCD"));
  }

  @Test
  void showsTimesAsUtcAndAttributesOfDos() throws IOException {
    byte[] none = {};
    FatImage image =
        FatImage.of(12)
            .file("/f", none, entry -> entry.put(13, (byte) 150).put(11, (byte) 0x07))
            .file(
                "/undated",
                none,
                entry -> entry.putInt(22, 0).putInt(14, 0).putShort(18, (short) 0))
            .file("/wrong", none, entry -> entry.putShort(24, (short) 0xFFFF));
    Volume volume = open(image.bytes());
    Node file = find(volume, "/f");
    assertThat(file.modified().toInstant(), is(Instant.parse("2023-11-14T22:13:20Z")));
    assertThat(file.created().toInstant(), is(Instant.parse("2023-11-14T22:13:21.500Z")));
    assertThat(file.accessed().toInstant(), is(Instant.parse("2023-11-14T00:00:00Z")));
    assertThat(file.dos(), is(new Node.Dos(true, true, true, false)));
    assertThat(file.hidden(), is(true));
    assertThat(find(volume, "/undated").created(), is(Node.UNKNOWN_TIME));
    assertThat(find(volume, "/wrong").modified(), is(Node.UNKNOWN_TIME));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 32})
  void usesTheSecondTableWhereTheFirstIsBroken(int bits) throws IOException {
    FatImage image = FatImage.of(bits).scattered().file("/dir/f", LARGE);
    for (int junk : new int[] {0, 0x77}) {
      byte[] bytes = image.bytes();
      Arrays.fill(bytes, image.fatOffset(0), image.fatOffset(0) + image.fatSize(), (byte) junk);
      Volume volume = open(bytes);
      assertThat(names(volume, "/dir"), contains("f"));
      assertThat(read(volume, "/dir/f"), is(LARGE));
    }
  }

  @Test
  void usesTheTableInUseWhereTablesAreNotMirrored() throws IOException {
    FatImage image = FatImage.of(32).scattered().file("/f", LARGE);
    byte[] bytes = image.bytes();
    bytes[40] = (byte) 0x81;
    image.setFat(bytes, 0, image.cluster("/f"), 4);
    assertThat(read(open(bytes), "/f"), is(LARGE));
  }

  @Test
  void readsTheCopyOfADamagedBootSector() throws IOException {
    byte[] image = FatImage.of(32).file("/f", "x").bytes();
    Arrays.fill(image, 0, 512, (byte) 0);
    assertThat(new FatFormat().probe(Volumes.source(image)), is(Recognition.REMAINS));
    assertThat(text(open(image), "/f"), is("x"));
  }

  @Test
  void recognisesAFloppyDiskWithoutText() throws IOException {
    FatImage builder = FatImage.of(12).file("/f", "x");
    byte[] image = builder.bytes();
    Arrays.fill(image, 36, 62, (byte) 0);
    image[0] = 0;
    assertThat(new FatFormat().probe(Volumes.source(image)), is(Recognition.SIGNATURE));
    image[builder.fatOffset(0)] = 0;
    assertThat(new FatFormat().probe(Volumes.source(image)), is(Recognition.SIGNATURE));
    image[builder.fatOffset(1)] = 0;
    assertThat(new FatFormat().probe(Volumes.source(image)), is(Recognition.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "0xFE, 1, 64, 313",
    "0xFC, 1, 64, 351",
    "0xFF, 2, 112, 315",
    "0xFD, 2, 112, 354",
    "0xF9, 2, 112, 713",
    "0xF9, 1, 224, 2371"
  })
  void readsDiskettesWithoutAParameterBlock(int media, int sectors, int rootEntries, int clusters)
      throws IOException {
    FatImage image = FatImage.of(12).media(media).rootEntries(rootEntries).clusters(clusters);
    byte[] bytes = image.clusterSectors(sectors).file("/LARGE.BIN", LARGE).bytes();
    Arrays.fill(bytes, 3, 512, (byte) 0x4E); // code from the third byte on
    assertThat(new FatFormat().probe(Volumes.source(bytes)), is(Recognition.SIGNATURE));
    Volume volume = open(bytes);
    assertThat(read(volume, "/LARGE.BIN"), is(LARGE));
    assertThat(volume.properties(), not(hasKey("BS_OEMName")));
  }

  @Test
  void leavesAFileOfAnotherSizeThanADiskettesAlone() throws IOException {
    byte[] bytes = FatImage.of(12).media(0xFE).rootEntries(64).clusters(314).bytes();
    Arrays.fill(bytes, 3, 512, (byte) 0);
    assertThat(new FatFormat().probe(Volumes.source(bytes)), is(Recognition.NONE));
  }

  @Test
  void leavesErasedMemoryOfTheSizeOfADisketteAlone() throws IOException {
    byte[] erased = new byte[640 * 512];
    Arrays.fill(erased, (byte) 0xFF);
    assertThat(new FatFormat().probe(Volumes.source(erased)), is(Recognition.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 32})
  void refusesChainsThatAreBroken(int bits) throws IOException {
    FatImage image = FatImage.of(bits).scattered().file("/f", LARGE);
    int mask = bits == 32 ? 0x0FFF_FFFF : (1 << bits) - 1;
    int second = 2;
    for (String error : List.of("free", "bad", "comes back", "ends after 2")) {
      byte[] bytes = image.bytes();
      int cluster = image.cluster("/f") + second;
      int value =
          switch (error) {
            case "free" -> 0;
            case "bad" -> mask & ~8;
            case "comes back" -> cluster;
            default -> mask;
          };
      image.setFat(bytes, 0, cluster, value);
      image.setFat(bytes, 1, cluster, value);
      Volume volume = open(bytes);
      IOException e = assertThrows(MalformedImageException.class, () -> read(volume, "/f"));
      assertThat(e.getMessage(), containsString(error));
      ByteBuffer start = ByteBuffer.allocate(1024);
      volume.open(find(volume, "/f")).readFully(0, start);
      assertThat(start.array(), is(Arrays.copyOf(LARGE, 1024)));
    }
  }

  @Test
  void readsFilesThatShareClusters() throws IOException {
    FatImage image = FatImage.of(12).file("/a", LARGE).file("/b", LARGE);
    byte[] bytes = image.bytes();
    for (int copy = 0; copy < 2; copy++) {
      image.setFat(bytes, copy, image.cluster("/b") + 3, image.cluster("/a") + 4);
    }
    assertThat(read(open(bytes), "/b"), is(LARGE));
  }

  @Test
  void refusesALoopOfDirectories() throws IOException {
    FatImage image = FatImage.of(12).file("/a/b/f", "x");
    byte[] bytes = image.bytes();
    bytes[image.entry("/a/b") + 26] = (byte) image.cluster("/a");
    Volume volume = open(bytes);
    Node node = find(volume, "/a");
    IOException error = null;
    for (int depth = 0; depth < 100 && error == null; depth++) {
      try {
        node = volume.child(node, "b");
      } catch (MalformedImageException e) {
        error = e;
      }
    }
    assertThat(error.getMessage(), containsString("itself"));
  }

  @Test
  void showsTheEntriesBeforeABrokenChainOfADirectory() throws IOException {
    FatImage image = FatImage.of(12);
    for (int i = 0; i < 40; i++) {
      image.file("/dir/file " + i, "x");
    }
    byte[] bytes = image.bytes();
    image.setFat(bytes, 0, image.cluster("/dir"), 0);
    image.setFat(bytes, 1, image.cluster("/dir"), 0);
    Volume volume = open(bytes);
    try (NodeCursor cursor = volume.children(find(volume, "/dir"))) {
      assertThat(cursor.next().name(), is("file 0"));
      assertThrows(
          MalformedImageException.class,
          () -> {
            while (cursor.next() != null) {
              // on to the error
            }
          });
      assertThat(cursor.next(), is(nullValue()));
    }
    assertThat(text(volume, "/dir/file 0"), is("x"));
  }

  @ParameterizedTest
  @CsvSource({"11, 0", "11, 24", "13, 3", "13, 0", "14, 0", "16, 0", "36, 0", "32, 1", "44, 0"})
  void refusesABootSectorWithWrongFields(int offset, int value) {
    byte[] image = FatImage.of(32).file("/f", "x").bytes();
    ByteBuffer boot = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (int sector : new int[] {0, 6 * 512}) {
      switch (offset) {
        case 13, 16 -> boot.put(sector + offset, (byte) value);
        case 11, 14 -> boot.putShort(sector + offset, (short) value);
        default -> boot.putInt(sector + offset, value);
      }
    }
    assertThrows(MalformedImageException.class, () -> open(image));
  }

  @Test
  void namesBitLockerToGo() {
    byte[] image = FatImage.of(32).bytes();
    ByteBuffer.wrap(image)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(424, 0x4967D63B)
        .putShort(428, (short) 0x2E29)
        .putShort(430, (short) 0x4AD8)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(432, 0x8399F6A339E3D001L);
    IOException e = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(e.getMessage(), containsString("BitLocker"));
  }

  @Test
  void leavesOtherBootSectorsAlone() throws IOException {
    byte[] image = new byte[4096];
    image[0] = (byte) 0xEB;
    assertThat(new FatFormat().probe(Volumes.source(image)), is(Recognition.NONE));
    assertThat(new FatFormat().probe(Volumes.source(new byte[100])), is(Recognition.NONE));
    assertThat(new FatFormat().views(Volumes.source(new byte[100]), null), is(empty()));
  }

  /**
   * Reads a volume that dosfstools and mtools made.
   *
   * <pre>
   * mkfs.fat -C -n SMALL -i 1234abcd small.fat 64; mmd -i small.fat ::/Folder
   * mcopy -i small.fat h.txt "::/Folder/Read Me first.text"; mcopy -i small.fat h.txt ::/lower.txt
   * mcopy -i small.fat h.txt ::/ÜBER.TXT; mcopy -i small.fat h.txt ::/gone.txt
   * mdel -i small.fat ::/gone.txt; mattrib -i small.fat +h +s +r ::/lower.txt; gzip -9n small.fat
   * </pre>
   */
  @Test
  void readsWhatOthersWrote() throws IOException {
    Volume volume = open(Volumes.unpack(FatVolumeTest.class, "small.fat.gz"));
    assertThat(volume.type(), is("fat12"));
    assertThat(volume.label(), is("SMALL"));
    assertThat(names(volume, "/"), contains("Folder", "lower.txt", "ÜBER.TXT"));
    assertThat(text(volume, "/Folder/Read Me first.text"), is("Hello\n"));
    assertThat(find(volume, "/folder/readme~1.tex").name(), is("Read Me first.text"));
    assertThat(find(volume, "/lower.txt").dos(), is(new Node.Dos(true, true, true, true)));
  }
}
