package io.github.diskimagefs.volume.exfat;

import static io.github.diskimagefs.volume.Volumes.find;
import static io.github.diskimagefs.volume.Volumes.names;
import static io.github.diskimagefs.volume.Volumes.read;
import static io.github.diskimagefs.volume.Volumes.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.ExfatImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExfatVolumeTest {
  private static final byte[] LARGE = new byte[5000];

  static {
    for (int i = 0; i < LARGE.length; i++) {
      LARGE[i] = (byte) ((i * 31) >> 3);
    }
  }

  private static Volume open(byte[] image) throws IOException {
    return Volumes.open(new ExfatFormat(), image);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsConsecutiveAndChainedFiles(boolean chained) throws IOException {
    ExfatImage image = ExfatImage.named("My Volume");
    (chained ? image.chained() : image).file("/docs/deep/large", LARGE).file("/hello", "Hello");
    Volume volume = open(image.bytes());
    assertThat(volume.type(), is("exfat"));
    assertThat(volume.label(), is("My Volume"));
    assertThat(names(volume, "/"), contains("docs", "hello"));
    assertThat(read(volume, "/docs/deep/large"), is(LARGE));
    assertThat(text(volume, "/hello"), is("Hello"));
  }

  @Test
  void findsNamesByTheUpcaseTableOfTheVolume() throws IOException {
    String greek = "λόγος";
    ExfatImage image = ExfatImage.named("").file("/Über straße.txt", "x").file("/" + greek, "y");
    Volume volume = open(image.bytes());
    assertThat(find(volume, "/üBER STRAßE.TXT").name(), is("Über straße.txt"));
    assertThat(text(volume, "/" + greek), is("y"));
    assertThat(find(volume, "/ΛΌΓΟΣ"), is(nullValue())); // not in the table of the builder
  }

  @Test
  void showsZerosPastTheValidLength() throws IOException {
    ExfatImage image = ExfatImage.named("").file("/f", LARGE, set -> set.putLong(40, 700));
    image.file("/none", LARGE, set -> set.putLong(40, 0));
    Volume volume = open(image.bytes());
    assertThat(read(volume, "/f"), is(Arrays.copyOf(Arrays.copyOf(LARGE, 700), LARGE.length)));
    assertThat(read(volume, "/none"), is(new byte[LARGE.length]));
  }

  @Test
  void convertsTimesOfKnownZones() throws IOException {
    byte[] none = {};
    ExfatImage image =
        ExfatImage.named("")
            .file("/east", none, set -> set.put(20, (byte) 150).put(22, (byte) (0x80 | 22)))
            .file("/west", none, set -> set.put(23, (byte) (0x80 | (0x7F & -32))).put(21, (byte) 1))
            .file("/unknown", none, set -> set.put(22, (byte) 22).putShort(4, (short) 7));
    Volume volume = open(image.bytes());
    Node east = find(volume, "/east");
    assertThat(east.created().toInstant(), is(Instant.parse("2023-11-14T16:43:21.500Z")));
    assertThat(
        find(volume, "/west").modified().toInstant(),
        is(Instant.parse("2023-11-15T06:13:20.010Z")));
    Node unknown = find(volume, "/unknown");
    assertThat(unknown.created().toInstant(), is(Instant.parse("2023-11-14T22:13:20Z")));
    assertThat(unknown.dos(), is(new Node.Dos(true, true, true, false)));
  }

  @Test
  void tellsTheGuidAndTheSerialNumber() throws IOException {
    byte[] guid = {0x33, 0x22, 0x11, 0, 0x55, 0x44, 0x77, 0x66, 8, 9, 10, 11, 12, 13, 14, 15};
    Volume volume = open(ExfatImage.named("x").guid(guid).bytes());
    assertThat(volume.properties().get("VolumeGuid"), is("00112233-4455-6677-0809-0a0b0c0d0e0f"));
    assertThat(volume.properties().get("VolumeSerialNumber"), is("1234-ABCD"));
  }

  @Test
  void endsADirectoryAtItsEndMark() throws IOException {
    ExfatImage image = ExfatImage.named("").file("/a", "x").file("/ghost", "y");
    byte[] bytes = image.bytes();
    bytes[image.entry("/ghost")] = 0;
    bytes[image.entry("/ghost") + 32] = (byte) 0x85;
    assertThat(names(open(bytes), "/"), contains("a"));
  }

  @Test
  void passesOverABrokenEntrySetAndReportsIt() throws IOException {
    ExfatImage image = ExfatImage.named("").file("/a", "x").file("/b", "y").file("/c", "z");
    byte[] bytes = image.bytes();
    bytes[image.entry("/b") + 66] = 'B';
    Volume volume = open(bytes);
    try (NodeCursor cursor = volume.children(volume.root())) {
      assertThat(cursor.next().name(), is("a"));
      assertThat(cursor.next().name(), is("c"));
      IOException e = assertThrows(MalformedImageException.class, cursor::next);
      assertThat(e.getMessage(), containsString("SetChecksum"));
      assertThat(cursor.next(), is(nullValue()));
    }
    assertThat(text(volume, "/c"), is("z"));
  }

  @Test
  void readsTheBackupOfADamagedBootRegion() throws IOException {
    byte[] image = ExfatImage.named("").file("/f", "x").bytes();
    image[96] = 77; // FirstClusterOfRootDirectory, by which the checksum does not hold
    assertThat(text(open(image), "/f"), is("x"));
    Arrays.fill(image, 0, 512, (byte) 0);
    assertThat(new ExfatFormat().probe(Volumes.source(image)), is(Recognition.REMAINS));
    assertThat(text(open(image), "/f"), is("x"));
  }

  @Test
  void opensAVolumeWhoseBootRegionsHaveNoValidChecksum() throws IOException {
    byte[] image = ExfatImage.named("").file("/f", "x").bytes();
    image[200] = 1;
    image[12 * 512 + 200] = 1;
    assertThat(text(open(image), "/f"), is("x"));
  }

  @Test
  void namesTexFatAndLaterRevisions() {
    byte[] image = ExfatImage.named("").bytes();
    image[110] = 2;
    ExfatImage.seal(image);
    IOException e = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(e.getMessage(), containsString("TexFAT"));
    image[105] = 2;
    ExfatImage.seal(image);
    assertThrows(UnsupportedImageException.class, () -> open(image));
  }

  @ParameterizedTest
  @CsvSource({
    "108, 8", "108, 13", "109, 20", "110, 0", "92, 0", "95, 1", "84, 0", "88, 1", "96, 1"
  })
  void refusesABootSectorWithWrongFields(int offset, int value) {
    byte[] image = ExfatImage.named("").bytes();
    image[offset] = (byte) value;
    if (offset == 92) {
      image[93] = 0;
    }
    ExfatImage.seal(image);
    if (image[108] != 9) { // the checksum is then of other sectors
      Arrays.fill(image, 12 * 512, 24 * 512, (byte) 0);
    }
    assertThrows(MalformedImageException.class, () -> open(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "valid", "cluster", "none", "loop"})
  void refusesFilesThatAreOutsideOfTheVolume(String error) throws IOException {
    Consumer<ByteBuffer> change =
        set -> {
          switch (error) {
            case "size" -> set.putLong(56, Long.MAX_VALUE).putLong(40, Long.MAX_VALUE);
            case "cluster" -> set.putInt(52, -1);
            case "none" -> set.putInt(52, 0);
            default -> {}
          }
        };
    ExfatImage image = ExfatImage.named("").chained().file("/f", LARGE, change);
    byte[] bytes = image.bytes();
    if (error.equals("loop")) {
      ExfatImage.setFat(bytes, image.cluster("/f") + 2, image.cluster("/f"));
    }
    if (error.equals("valid")) {
      ByteBuffer set = ByteBuffer.wrap(bytes, image.entry("/f"), 96).slice();
      set.order(ByteOrder.LITTLE_ENDIAN).putLong(40, LARGE.length + 1);
      ExfatImage.seal(set);
    }
    assertThrows(MalformedImageException.class, () -> read(open(bytes), "/f"));
  }

  @Test
  void refusesALoopOfDirectories() throws IOException {
    ExfatImage image = ExfatImage.named("").file("/a/b/f", "x");
    byte[] bytes = image.bytes();
    ByteBuffer set = ByteBuffer.wrap(bytes, image.entry("/a/b"), 96).slice();
    set.order(ByteOrder.LITTLE_ENDIAN).putInt(52, image.cluster("/a"));
    ExfatImage.seal(set);
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

  /**
   * Reads a volume that exfatprogs made: {@code truncate -s 1M empty.exfat; mkfs.exfat -L Gruss -c
   * 4K -b 4K empty.exfat; gzip -9n empty.exfat}.
   */
  @Test
  void readsWhatOthersWrote() throws IOException {
    byte[] image = Volumes.unpack(ExfatVolumeTest.class, "empty.exfat.gz");
    Volume volume = open(image);
    assertThat(volume.label(), is("Gruss"));
    assertThat(names(volume, "/"), is(empty()));
    image[100]++; // the serial number, by which the checksum does not hold
    assertThat(
        open(image).properties().get("VolumeSerialNumber"),
        is(volume.properties().get("VolumeSerialNumber")));
  }

  private static String damagedStructure(byte[] image, int position) {
    image[position] ^= 1;
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> open(image).checkStructures());
    return error.structure();
  }

  @Test
  void comparesChecksumsOfBootRegionsAndUpcaseTable() throws IOException {
    ExfatImage image = ExfatImage.named("Sums").file("/a", "b");
    assertThat(
        open(image.bytes()).checkStructures(),
        is("checksums of both boot regions and of the up-case table"));
    assertThat(damagedStructure(image.bytes(), 9 * 512), is("exFAT main boot region"));
    assertThat(damagedStructure(image.bytes(), 21 * 512), is("exFAT backup boot region"));
    assertThat(
        damagedStructure(image.bytes(), ExfatImage.clusterOffset(3) + 2 * 'b'),
        is("up-case table"));
  }
}
