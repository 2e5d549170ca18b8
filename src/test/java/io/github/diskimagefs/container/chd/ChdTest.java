package io.github.diskimagefs.container.chd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ZeroSource;
import io.github.diskimagefs.container.DiscBuilder;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.CompressedHunks;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.TestContext;
import io.github.diskimagefs.sector.Disc;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discs, DVDs and disks in CHD. */
class ChdTest {
  private static final byte[] TEXT =
      "some text of a file in an image, ".repeat(900).getBytes(UTF_8);
  private static final byte[] ISO = IsoImage.named("CHD").file("/docs/text", TEXT).build();
  private static final byte[] SOUND = CdSectors.sound(10, 3);
  private static final int SECTORS = ISO.length / 2048;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = host.getPath("/work");

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(String name, byte[] image) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), image);
  }

  private static byte[] disk(byte[] text) {
    byte[] volume = HfsPlusImage.named("Disk").dir("docs").file("docs/text", text).bytes();
    return Arrays.copyOf(volume, (volume.length / 65536 + 3) * 65536);
  }

  private static CompressedHunks hardDisk(byte[] disk) {
    String geometry = "CYLS:" + disk.length / 32768 + ",HEADS:1,SECS:64,BPS:512";
    return CompressedHunks.of(disk, 4096, 512).metadata("GDDD", geometry);
  }

  private static CompressedHunks mixedDisc() {
    return CompressedHunks.ofFrames(
            CompressedHunks.frames(CdSectors.mode1(ISO, 0)),
            CompressedHunks.frames(CdSectors.swapped(SOUND)))
        .track(1, "MODE1_RAW", SECTORS)
        .track(2, "AUDIO", 10);
  }

  private static byte[] read(Path image, Map<String, ?> env, String path) throws IOException {
    try (FileSystem fs = DiskImages.open(image, env)) {
      return Files.readAllBytes(fs.getPath(path));
    }
  }

  private static byte[] text(Path image) throws IOException {
    return read(image, Map.of(), "/docs/text");
  }

  private static Map<String, VerifyStatus> verified(Path image) throws IOException {
    Map<String, VerifyStatus> parts = new java.util.TreeMap<>();
    for (PartResult part : DiskImages.verify(image, Map.of()).parts()) {
      parts.put(part.part(), part.status());
    }
    return parts;
  }

  static Stream<byte[]> disks() {
    CompressedHunks image = hardDisk(disk(TEXT));
    return Stream.of(
        image.version5("zlib"),
        image.version5("huff"),
        image.version5(),
        image.version4(),
        image.version3(),
        image.version1());
  }

  @MethodSource("disks")
  @ParameterizedTest
  void everyVersionShowsItsDisk(byte[] image) throws IOException {
    Path file = write("disk.chd", image);
    assertThat(text(file), equalTo(TEXT));
    assertThat(read(file, Map.of("view", "raw"), "/disk.img"), equalTo(disk(TEXT)));
    assertThat(read(file, Map.of("verify", "true"), "/docs/text"), equalTo(TEXT));
    assertThat(DiskImages.describe(file, Map.of()).format(), is("CHD"));
    assertThat(verified(file), hasEntry("hunks", VerifyStatus.VALID));
    assertThat(verified(file).values(), not(hasItem(VerifyStatus.DAMAGED)));
  }

  @ValueSource(strings = {"cdzl", "zlib"})
  @ParameterizedTest
  void aDiscHasItsDataAndItsAudio(String codec) throws IOException {
    Path file = write("disc.chd", mixedDisc().version5(codec));
    assertThat(text(file), equalTo(TEXT));
    byte[] wave = read(file, Map.of("volume", "all"), "/Track 02.wav");
    assertThat(Arrays.copyOfRange(wave, 44, wave.length), equalTo(SOUND));
    byte[] raw = read(file, Map.of("view", "raw"), "/track01.bin");
    assertThat(raw, equalTo(CdSectors.mode1(ISO, 0)));
    assertThat(verified(file), hasEntry("SHA-1 of data and metadata", VerifyStatus.VALID));
    assertThat(verified(file), hasEntry("Track 01", VerifyStatus.VALID));
  }

  @Test
  void parityIsRestoredForModeTwoToo() throws IOException {
    byte[] sectors = CdSectors.mode2(ISO, 0);
    sectors[20 * 2352 + 2100]++; // this one keeps its parity
    byte[] image =
        CompressedHunks.ofFrames(CompressedHunks.frames(sectors))
            .track(1, "MODE2_RAW", SECTORS)
            .version5("cdzl");
    Path file = write("disc.chd", image);
    assertThat(read(file, Map.of("view", "raw"), "/track01.bin"), equalTo(sectors));
  }

  @Test
  void hunksOfManyFramesStateLongerLengths() throws IOException {
    byte[] frames = CompressedHunks.frames(CdSectors.mode1(ISO, 0));
    byte[] image =
        CompressedHunks.of(frames, 32 * 2448, 2448).track(1, "MODE1_RAW", SECTORS).version5("cdzl");
    assertThat(text(write("disc.chd", image)), equalTo(TEXT));
  }

  @Test
  void theModeOfTheHeadersPrevails() throws IOException {
    byte[] image =
        CompressedHunks.ofFrames(CompressedHunks.frames(CdSectors.mode2(ISO, 0)))
            .track(1, "MODE1_RAW", SECTORS)
            .version5("cdzl");
    assertThat(text(write("disc.chd", image)), equalTo(TEXT));
  }

  @Test
  void aDvdIsADiscOfPlainSectors() throws IOException {
    byte[] image =
        CompressedHunks.of(ISO, 4096, 2048).metadata("DVD ", new byte[1]).version5("zlib");
    Path file = write("dvd.chd", image);
    assertThat(text(file), equalTo(TEXT));
    assertThat(read(file, Map.of("view", "raw"), "/track01.iso"), equalTo(ISO));
  }

  @Test
  void oldMetadataOfTracksHaveNoGaps() throws IOException {
    byte[] image =
        CompressedHunks.ofFrames(CompressedHunks.frames(ISO, 2048))
            .metadata("CHTR", "TRACK:1 TYPE:MODE1 SUBTYPE:NONE FRAMES:" + SECTORS)
            .version4();
    assertThat(text(write("disc.chd", image)), equalTo(TEXT));
  }

  @ValueSource(booleans = {true, false})
  @ParameterizedTest
  void theOldestMetadataHaveEitherByteOrder(boolean big) throws IOException {
    ByteBuffer tracks = ByteBuffer.allocate(4 + 99 * 24);
    tracks.order(big ? java.nio.ByteOrder.BIG_ENDIAN : java.nio.ByteOrder.LITTLE_ENDIAN);
    tracks.putInt(1).putInt(1).putInt(2).putInt(2352).putInt(0).putInt(SECTORS).putInt(0);
    byte[] image =
        CompressedHunks.ofFrames(CompressedHunks.frames(CdSectors.mode1(ISO, 0)))
            .metadata("CHCD", tracks.array())
            .version3();
    assertThat(text(write("disc.chd", image)), equalTo(TEXT));
  }

  @Test
  void anUnstoredPregapShiftsTheTracksAfterIt() throws IOException {
    byte[] data = CdSectors.mode1(ISO, 10 + 150 + 5);
    byte[] image =
        CompressedHunks.ofFrames(
                CompressedHunks.frames(CdSectors.swapped(SOUND)), CompressedHunks.frames(data))
            .metadata(
                "CHT2",
                "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:10 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE"
                    + " POSTGAP:5")
            .metadata(
                "CHT2",
                "TRACK:2 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:"
                    + (SECTORS + " PREGAP:150 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0"))
            .version5("cdzl");
    Path file = write("disc.chd", image);
    assertThat(text(file), equalTo(TEXT));
    assertThat(
        DiskImages.describe(file, Map.of()).sessions().get(0).tracks().get(1).start(), is(165L));
  }

  @Test
  void aStoredPregapIsBeforeTheTrack() throws IOException {
    byte[] image =
        CompressedHunks.ofFrames(CompressedHunks.frames(CdSectors.swapped(SOUND)))
            .metadata(
                "CHT2",
                "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:10 PREGAP:4 PGTYPE:VAUDIO PGSUB:NONE"
                    + " POSTGAP:0")
            .version5("cdzl");
    Path file = write("disc.chd", image);
    byte[] hidden = read(file, Map.of(), "/Track 00.wav");
    assertThat(
        Arrays.copyOfRange(hidden, 44, hidden.length), equalTo(Arrays.copyOf(SOUND, 4 * 2352)));
    assertThat(read(file, Map.of(), "/Track 01.wav").length, is(44 + 6 * 2352));
  }

  @Test
  void theHighDensityAreaOfAGdRomIsASessionOfItsOwn() throws IOException {
    String rest = " PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0";
    String low = "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:200 PAD:150" + rest;
    String sound = "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:44800 PAD:44750" + rest;
    String high = "TRACK:3 TYPE:MODE1 SUBTYPE:NONE FRAMES:9 PAD:0" + rest;
    TrackList tracks =
        new TrackList(
            List.of(
                TrackEntry.parse(low, 1), TrackEntry.parse(sound, 1), TrackEntry.parse(high, 1)),
            true,
            false);
    ByteSource frames = new ZeroSource(45_012 * 2448L);
    Disc disc = new ChdLayout(frames, tracks, new DiscBuilder(TestContext.VOLUMES)).build();
    assertThat(disc.sessions().size(), is(2));
    assertThat(disc.session(1).tracks().get(0).stored(), is(50L));
    assertThat(disc.session(1).tracks().get(1).start(), is(200L));
    assertThat(disc.session(1).tracks().get(1).stored(), is(50L));
    assertThat(disc.session(2).tracks().get(0).start(), is(45_000L));
  }

  @Test
  void sessionsAreReadWhereTheMetadataStateThem() throws IOException {
    byte[] image =
        CompressedHunks.ofFrames(
                CompressedHunks.frames(CdSectors.swapped(SOUND)), CompressedHunks.frames(ISO, 2048))
            .metadata("CHSE", "SESSION:1")
            .track(1, "AUDIO", 10)
            .metadata("CHSE", "SESSION:2")
            .track(2, "MODE1", SECTORS)
            .version5("zlib");
    Path file = write("disc.chd", image);
    assertThat(text(file), equalTo(TEXT));
    assertThat(DiskImages.describe(file, Map.of()).sessions().size(), is(2));
  }

  @Test
  void aParentIsFoundByItsChecksumAmongTheFilesOfTheFolder() throws IOException {
    byte[] changed = disk("another text in the same place!! ".repeat(900).getBytes(UTF_8));
    byte[] shifted = changed.clone();
    System.arraycopy(disk(TEXT), 512, shifted, shifted.length - 65536, 8192);
    byte[] base = hardDisk(disk(TEXT)).version5("zlib");
    for (byte[] image :
        new byte[][] {
          hardDisk(shifted).parent(disk(TEXT), base).version5("zlib"),
          hardDisk(shifted).parent(disk(TEXT), base).version4(),
        }) {
      Path child = write("child.chd", image);
      Files.deleteIfExists(folder.resolve("b.CHD"));
      assertThat(
          assertThrows(MalformedImageException.class, () -> text(child)).getMessage(),
          containsString("SHA-1"));
      write("a.chd", hardDisk(changed).version5("zlib"));
      write("b.CHD", base);
      write("c.chd", new byte[100]);
      assertThat(read(child, Map.of("view", "raw"), "/disk.img"), equalTo(shifted));
      assertThat(verified(child), hasEntry("hunks", VerifyStatus.VALID));
    }
  }

  @Test
  void imagesThatAreTheirOwnParentsAreRefused() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version5("zlib");
    System.arraycopy(image, 84, image, 104, 20);
    Path file = write("loop.chd", image);
    assertThat(
        assertThrows(MalformedImageException.class, () -> text(file)).getMessage(),
        containsString("refers to itself"));
  }

  @Test
  void theMetadataDecideTheScheme() throws IOException {
    Path disc = write("disc.chd", mixedDisc().version5("cdzl"));
    URI right = URI.create("cdbin:" + disc.toUri());
    try (FileSystem fs = FileSystems.newFileSystem(right, Map.of())) {
      assertThat(fs.isOpen(), is(true));
    }
    URI wrong = URI.create("img:" + disc.toUri());
    String message =
        assertThrows(NotInImageException.class, () -> FileSystems.newFileSystem(wrong, Map.of()))
            .getMessage();
    assertThat(message, containsString("cdbin"));
  }

  @Test
  void aDamagedHunkIsFoundWhenItIsRead() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version5("zlib");
    image[140] ^= 0x40; // within the first hunk
    Path file = write("disk.chd", image);
    assertThrows(
        MalformedImageException.class, () -> read(file, Map.of("view", "raw"), "/disk.img"));
    assertThat(verified(file), hasEntry("hunks", VerifyStatus.DAMAGED));
  }

  @Test
  void verifyComparesMetadataWithTheirChecksum() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version5("zlib");
    int metadata = (int) ByteBuffer.wrap(image).getLong(48);
    image[metadata + 16 + 5]++;
    Path file = write("disk.chd", image);
    assertThat(verified(file), hasEntry("SHA-1 of the data", VerifyStatus.VALID));
    assertThat(verified(file), hasEntry("SHA-1 of data and metadata", VerifyStatus.DAMAGED));
  }

  @Test
  void brokenHeadersAndMapsAreRefused() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version5("zlib");
    int map = (int) ByteBuffer.wrap(image).getLong(40);
    int metadata = (int) ByteBuffer.wrap(image).getLong(48);
    refused(image, 56, 0); // hunk size
    refused(image, 56, -16);
    refused(image, 60, 0); // unit size
    refused(image, 60, 513);
    refused(image, 32, 1 << 30); // logical size
    refused(image, 40, 1 << 18); // place of the map
    refused(image, 44, 0);
    refused(image, 48, 1 << 18); // place of the metadata
    refused(image, map, -1); // length of the map
    refused(image, map + 24, 0x55555555); // its bits
    refused(image, metadata + 12, metadata); // a circle
    refused(image, metadata + 4, 0x01FFFFFF);
    refused(image, 8, 120); // length of the header
  }

  private void refused(byte[] image, int offset, int value) throws IOException {
    byte[] broken = image.clone();
    ByteBuffer.wrap(broken).putInt(offset, value);
    Path file = write("broken.chd", broken);
    String message = assertThrows(MalformedImageException.class, () -> text(file)).getMessage();
    assertThat(message, containsString("CHD"));
  }

  @Test
  void codecsThatAreNotKnownAreNamed() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version5("zlib");
    assertThat(feature(image, "zzzz"), containsString("zzzz"));
    assertThat(feature(image, "avhu"), containsString("AVHuff"));
    image[15] = 9;
    assertThat(feature(image, "zlib"), containsString("version 9"));
  }

  private String feature(byte[] image, String codec) throws IOException {
    byte[] changed = image.clone();
    System.arraycopy(codec.getBytes(UTF_8), 0, changed, 16, 4);
    Path file = write("codec.chd", changed);
    return assertThrows(UnsupportedImageException.class, () -> text(file)).feature();
  }

  @Test
  void copiesOfCopiesInACircleAreRefused() throws IOException {
    byte[] image = hardDisk(disk(TEXT)).version4();
    ByteBuffer map = ByteBuffer.wrap(image);
    map.putLong(108, 1).putInt(108 + 12, 4 | 0x10);
    map.putLong(124, 0).putInt(124 + 12, 4 | 0x10);
    Path file = write("disk.chd", image);
    assertThrows(
        MalformedImageException.class, () -> read(file, Map.of("view", "raw"), "/disk.img"));
  }

  @ValueSource(strings = {"lzma", "huff", "flac"})
  @ParameterizedTest
  void imagesOfChdmanHaveTheirChecksums(String codec) throws IOException {
    Path file = write(codec + ".chd", specimen(codec));
    assertThat(verified(file), hasEntry("hunks", VerifyStatus.VALID));
    assertThat(verified(file), hasEntry("SHA-1 of the data", VerifyStatus.VALID));
    assertThat(verified(file), hasEntry("SHA-1 of data and metadata", VerifyStatus.VALID));
  }

  @Test
  void aDiscOfChdmanIsRead() throws IOException {
    Path file = write("disc.chd", specimen("disc"));
    String text = new String(read(file, Map.of(), "/hello.txt"), UTF_8);
    assertThat(text, equalTo("Hello from a CHD\n".repeat(100)));
    assertThat(verified(file), hasEntry("SHA-1 of data and metadata", VerifyStatus.VALID));
    assertThat(read(file, Map.of("volume", "all"), "/Track 02.wav").length, is(44 + 4 * 2352));
  }

  private static byte[] specimen(String name) throws IOException {
    try (InputStream in = ChdTest.class.getResourceAsStream(name + ".chd")) {
      return in.readAllBytes();
    }
  }

  @Test
  void openingReadsHeaderMapAndMetadataAndTheHunksOfTheVolumesStart(@TempDir Path real)
      throws IOException {
    byte[] disk = Arrays.copyOf(disk(TEXT), 24 << 20);
    for (int i = 1 << 20; i < disk.length; i++) {
      disk[i] = (byte) (((i * 31) >> 8) ^ (i * 7));
    }
    byte[] image = hardDisk(disk).version5();
    Path file = Files.write(real.resolve("disk.chd"), image);
    CountingHost counting = new CountingHost(file, image.length);
    try (FileSystem opened = DiskImages.open(counting.file())) {
      assertThat(opened.isOpen(), is(true));
    }
    assertThat(counting.bytesRead(), is(lessThan(1L << 20)));
  }
}
