package io.github.diskimagefs.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageException;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PackedDiscs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compressed images of optical discs: CSO, ZSO, DAX, JSO and ISZ. */
class PackedDiscTest {
  private static final String TEXT = "text that repeats itself, ".repeat(300);
  private static final byte[] DISC = disc();

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  /** Blocks of text, of noise and of zeros; the last block of most sizes is not full. */
  private static byte[] disc() {
    byte[] noise = new byte[70_000];
    new Random(1).nextBytes(noise);
    byte[] iso =
        IsoImage.named("PACKED")
            .file("/dir/text.txt", TEXT)
            .file("/noise", noise)
            .file("/zeros", new byte[140_000])
            .build();
    return Arrays.copyOf(iso, iso.length / 2048 * 2048 - (iso.length / 2048) % 2 * 2048 + 2048);
  }

  static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of("CSO", PackedDiscs.cso(DISC, 2048)),
        Arguments.of("CSO", PackedDiscs.cso(DISC, 16 << 10)),
        Arguments.of("CSO", PackedDiscs.cso(DISC, 6000)),
        Arguments.of("CSO", PackedDiscs.cso(DISC, 256 << 10)),
        Arguments.of("CSO", PackedDiscs.cso("CISO", DISC, 0, 2048, 4)),
        Arguments.of("CSO", PackedDiscs.cso2(DISC, 2048)),
        Arguments.of("CSO", PackedDiscs.cso("CISO", DISC, 2, 8192, 7)),
        Arguments.of("ZSO", PackedDiscs.zso(DISC, 2048)),
        Arguments.of("ZSO", PackedDiscs.cso("ZISO", DISC, 1, 4096, 6)),
        Arguments.of("DAX", PackedDiscs.dax(DISC)),
        Arguments.of("JSO", PackedDiscs.jso(DISC, 2048)),
        Arguments.of("JSO", PackedDiscs.jso(DISC, 4096, true)),
        Arguments.of("ISZ", PackedDiscs.isz(DISC, 64 << 10)),
        Arguments.of("ISZ", PackedDiscs.isz(DISC, 10_000)));
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(String name, byte[] image) throws IOException {
    return Files.write(host.getPath("/work").resolve(name), image);
  }

  private static byte[] sectors(Path image, Map<String, ?> env) throws IOException {
    try (FileSystem fs = DiskImages.open(image, env)) {
      return Files.readAllBytes(fs.getPath("/track01.iso"));
    }
  }

  private static byte[] changed(byte[] image, Consumer<ByteBuffer> change) {
    byte[] copy = image.clone();
    change.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
    return copy;
  }

  private String refused(String name, byte[] image) throws IOException {
    Path path = write(name, image);
    return assertThrows(ImageException.class, () -> sectors(path, Map.of("view", "raw")))
        .getMessage();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void everyByteOfTheDiscIsRead(String type, byte[] image) throws IOException {
    Path path = write("disc", image);
    assertThat(Arrays.equals(sectors(path, Map.of("view", "raw")), DISC), is(true));
    assertThat(DiskImages.describe(path).format(), equalTo(type));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void filesAreReadAtAnyPlace(String type, byte[] image) throws IOException {
    try (FileSystem fs = DiskImages.open(write("disc." + type, image), Map.of())) {
      assertThat(Files.readString(fs.getPath("/dir/text.txt")), equalTo(TEXT));
      assertThat(Files.readAllBytes(fs.getPath("/zeros")), equalTo(new byte[140_000]));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void aWholeImageIsNotDamaged(String type, byte[] image) throws IOException {
    assertThat(
        type,
        DiskImages.verify(write("disc", image), Map.of()).status() == VerifyStatus.DAMAGED,
        is(false));
  }

  @Test
  void rawSectorsInsideOpenAsADiscOfTracks() throws IOException {
    byte[] raw = CdSectors.mode1(IsoImage.named("RAW").file("/text.txt", TEXT).build(), 0);
    Path path = write("raw.cso", PackedDiscs.cso(raw, 2352));
    try (FileSystem fs = DiskImages.open(path, Map.of())) {
      assertThat(Files.readString(fs.getPath("/text.txt")), equalTo(TEXT));
    }
    assertThat(DiskImages.describe(path).format(), containsString("raw sectors of 2352 bytes"));
  }

  @Test
  void aDamagedBlockDoesNotHideItsNeighbours() throws IOException {
    byte[] image =
        changed(
            PackedDiscs.cso(DISC, 2048),
            bytes -> bytes.put(bytes.getInt(24 + 4 * 3) & Integer.MAX_VALUE, (byte) 0xFF));
    try (FileSystem fs = DiskImages.open(write("disc.cso", image), Map.of("view", "raw"))) {
      ByteBuffer target = ByteBuffer.allocate(2048);
      try (var channel = Files.newByteChannel(fs.getPath("/track01.iso"))) {
        channel.position(2 * 2048).read(target);
        assertThat(target.array(), equalTo(Arrays.copyOfRange(DISC, 2 * 2048, 3 * 2048)));
        channel.position(4 * 2048).read(target.clear());
        assertThat(target.array(), equalTo(Arrays.copyOfRange(DISC, 4 * 2048, 5 * 2048)));
        channel.position(3 * 2048);
        MalformedImageException e =
            assertThrows(MalformedImageException.class, () -> channel.read(target.clear()));
        assertThat(e.getMessage(), containsString("CSO block 3"));
      }
    }
  }

  @Test
  void theSizeOfTheHeaderDoesNotCount() throws IOException {
    byte[] image = changed(PackedDiscs.cso(DISC, 2048), bytes -> bytes.putInt(4, 0));
    assertThat(sectors(write("a.cso", image), Map.of("view", "raw")), equalTo(DISC));
  }

  @Test
  void brokenHeadersAreRefused() throws IOException {
    byte[] cso = PackedDiscs.cso(DISC, 2048);
    assertThat(refused("a.cso", changed(cso, b -> b.putInt(16, 0))), containsString("blocks of 1"));
    assertThat(
        refused("a.cso", changed(cso, b -> b.putLong(8, 1L << 62))), containsString("index"));
    assertThat(refused("a.cso", changed(cso, b -> b.put(21, (byte) 33))), containsString("shift"));
    assertThat(
        refused("a.cso", changed(cso, b -> b.put(20, (byte) 9))), containsString("CSO version 9"));
    byte[] dax = PackedDiscs.dax(DISC);
    assertThat(refused("a.dax", changed(dax, b -> b.putInt(12, -1))), containsString("areas"));
    assertThat(
        refused("a.dax", changed(dax, b -> b.putInt(8, 2))), containsString("DAX version 2"));
    byte[] jso = PackedDiscs.jso(DISC, 2048);
    assertThat(
        refused("a.jso", changed(jso, b -> b.putShort(10, (short) 2))), containsString("method 2"));
    assertThat(refused("a.jso", changed(jso, b -> b.putInt(32, 7))), containsString("index"));
  }

  @Test
  void blocksOutsideOfTheFileOrInFallingOrderAreRefused() throws IOException {
    byte[] cso = PackedDiscs.cso(DISC, 2048);
    for (int entry : new int[] {0, 0x7FFF_FFF0, 0x8000_0000}) {
      byte[] image = changed(cso, bytes -> bytes.putInt(24 + 4 * 20, entry));
      assertThat(refused("a.cso", image), containsString("block"));
    }
    assertThat(refused("cut.cso", Arrays.copyOf(cso, cso.length / 2)), containsString("block"));
    byte[] dax = changed(PackedDiscs.dax(DISC), bytes -> bytes.putInt(36, -5));
    assertThat(refused("a.dax", dax), containsString("DAX frame 1"));
  }

  @Test
  void theNamesakeForGameCubeDiscsIsNamed() throws IOException {
    ByteBuffer image = ByteBuffer.allocate(0x9000).order(ByteOrder.LITTLE_ENDIAN);
    image.put("CISO".getBytes(US_ASCII)).putInt(0x20_0000);
    image.put(new byte[] {1, 1, 0, 1});
    assertThat(refused("game.ciso", image.array()), containsString("GameCube"));
  }

  @Test
  void aWrongMd5OfAJsoIsFound() throws IOException {
    byte[] image = changed(PackedDiscs.jso(DISC, 2048), bytes -> bytes.put(20, (byte) 1));
    assertThat(
        DiskImages.verify(write("a.jso", image), Map.of()).status(), equalTo(VerifyStatus.DAMAGED));
  }

  @Test
  void bothChecksumsOfAnIszAreVerified() throws IOException {
    byte[] isz = PackedDiscs.isz(DISC, 64 << 10);
    assertThat(
        DiskImages.verify(write("a.isz", isz), Map.of()).status(), equalTo(VerifyStatus.VALID));
    for (int offset : new int[] {48, 60}) {
      byte[] image = changed(isz, bytes -> bytes.putInt(offset, 1));
      assertThat(
          DiskImages.verify(write("a.isz", image), Map.of()).status(),
          equalTo(VerifyStatus.DAMAGED));
    }
  }

  @ParameterizedTest
  @MethodSource("segmentNames")
  void segmentsOfAnIszAreJoined(String first, String pattern) throws IOException {
    List<byte[]> files = PackedDiscs.isz(DISC, 16 << 10, "", 17_000);
    for (int i = 1; i < files.size(); i++) {
      write(String.format(pattern, i, i + 1), files.get(i));
    }
    Path path = write(first, files.get(0));
    assertThat(sectors(path, Map.of("view", "raw")), equalTo(DISC));
    assertThat(DiskImages.verify(path, Map.of()).status(), equalTo(VerifyStatus.VALID));
  }

  static Stream<Arguments> segmentNames() {
    return Stream.of(
        Arguments.of("disc.isz", "disc.i%02d"),
        Arguments.of("DISC.ISZ", "DISC.I%02d"),
        Arguments.of("disc.part01.isz", "disc.part%2$02d.isz"));
  }

  @Test
  void aMissingSegmentIsNamedAndALaterOneSaysSo() throws IOException {
    List<byte[]> files = PackedDiscs.isz(DISC, 16 << 10, "", 40_000);
    assertThat(refused("disc.isz", files.get(0)), containsString("disc.i01"));
    assertThat(refused("disc.i01", files.get(1)), containsString("segment 2"));
  }

  @Test
  void anEncryptedIszOpensByItsPassword() throws IOException {
    Path path = write("a.isz", PackedDiscs.isz(DISC, 16 << 10, "secret", 0).get(0));
    assertThat(sectors(path, Map.of("view", "raw", "password", "secret")), equalTo(DISC));
    for (Map<String, String> env : List.of(Map.<String, String>of(), Map.of("password", "x"))) {
      AccessDeniedException e = assertThrows(AccessDeniedException.class, () -> sectors(path, env));
      assertThat(e.getMessage(), containsString("password"));
    }
  }

  @Test
  void otherProtectionOfAnIszIsNamed() throws IOException {
    Path path = write("a.isz", changed(PackedDiscs.isz(DISC, 16 << 10), b -> b.put(16, (byte) 1)));
    assertThrows(UnsupportedImageException.class, () -> sectors(path, Map.of()));
  }

  @Test
  void brokenTablesOfAnIszAreRefused() throws IOException {
    byte[] isz = PackedDiscs.isz(DISC, 16 << 10);
    assertThat(refused("a.isz", changed(isz, b -> b.putInt(29, 0))), containsString("chunks of"));
    assertThat(refused("a.isz", changed(isz, b -> b.putInt(25, 1))), containsString("1 chunks"));
    assertThat(refused("a.isz", changed(isz, b -> b.putInt(35, -9))), containsString("table"));
    assertThat(
        refused("a.isz", changed(isz, b -> b.put(33, (byte) 5))), containsString("entries of"));
    assertThat(refused("cut.isz", Arrays.copyOf(isz, isz.length / 2)), containsString("at byte"));
  }
}
