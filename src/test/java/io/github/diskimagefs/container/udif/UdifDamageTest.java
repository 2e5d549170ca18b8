package io.github.diskimagefs.container.udif;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images as downloads, copies and other writers leave them. */
class UdifDamageTest {
  private static final byte[] VOLUME = volume();

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  private static byte[] volume() {
    byte[] volume = HfsPlusImage.named("Demo").file("f", "content").bytes();
    return Arrays.copyOf(volume, (volume.length + 511) / 512 * 512);
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(String name, byte[]... parts) throws IOException {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(bytes::put);
    return Files.write(host.getPath("/" + name), bytes.array());
  }

  private static void opens(Path image) throws IOException {
    assertThat(DiskImages.describe(image).format(), is("UDIF"));
    try (FileSystem shown = FileSystems.newFileSystem(image)) {
      assertThat(Files.readString(shown.getPath("/f")), is("content"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\0", "<html>footer</html>\r\n", "koly", "koly\0\0\0\4\0\0\2\0"})
  void bytesAfterTheTrailerDoNoHarm(String appended) throws IOException {
    byte[] bytes = appended.getBytes(US_ASCII);
    opens(write("a.dmg", UdifImage.of(VOLUME).bytes(), bytes));
    opens(write("raw.dmg", UdifImage.of(VOLUME).as(Stored.RAW).bytes(), bytes));
    opens(write("fork.dmg", UdifImage.of(VOLUME).resourceFork().bytes(), bytes));
    opens(write("a.download", UdifImage.of(VOLUME).bytes(), bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 512, 4096, 65_536 - 512, 65_536, 300_001, 1 << 20})
  void zerosUpToTheEndOfABlockDoNoHarm(int appended) throws IOException {
    opens(write("a.dmg", UdifImage.of(VOLUME).bytes(), new byte[appended]));
  }

  /** Its trailer is not at the end of the disk either, and its offsets are those of the file. */
  @Test
  void anImageStoredInAVolumeIsNotTakenForTheWhole() throws IOException {
    byte[] stored = UdifImage.of(new byte[64 * 512]).as(Stored.ZLIB).bytes();
    byte[] disk = HfsPlusImage.named("Outer").file("f", "content").file("in.dmg", stored).bytes();
    Path image = write("outer.dmg", disk);
    assertThat(DiskImages.describe(image).format(), is("flat disk"));
  }

  @Test
  void aWrongOffsetOfTheListLeadsToTheEndOfTheDataFork() throws IOException {
    byte[] image = UdifImage.of(VOLUME).dataOffset(600).bytes();
    ByteBuffer koly = ByteBuffer.wrap(image);
    int at = image.length - KolyTrailer.SIZE + 216;
    for (long offset : new long[] {0, 601, koly.getLong(at) - 1, koly.getLong(at) + 9}) {
      koly.putLong(at, offset);
      if (offset + koly.getLong(at + 8) <= image.length) {
        opens(write("a.dmg", image));
        opens(write("b.dmg", image, new byte[] {10}));
      }
    }
  }

  @Test
  void segmentsMayBeInUpperCase() throws IOException {
    List<byte[]> files = UdifImage.of(VOLUME).as(Stored.ZLIB, Stored.RAW).segments(3);
    write("A.002.DMGPART", files.get(1));
    write("A.003.DMGPART", files.get(2));
    opens(write("A.DMG", files.get(0)));
  }

  @Test
  void renamedSegmentsAreFoundByTheirIdentifier() throws IOException {
    List<byte[]> files = UdifImage.of(VOLUME).as(Stored.ZLIB, Stored.RAW).segments(4);
    write("a.002.dmgpart", files.get(2)); // the names are exchanged
    write("a.003.dmgpart", files.get(1), new byte[] {10});
    write("last part.dmg", files.get(3));
    write("other.002.dmgpart", UdifImage.of(VOLUME).segments(2).get(1));
    write("text.dmg", new byte[7]);
    opens(write("a copy.dmg", files.get(0)));
    Files.delete(host.getPath("/last part.dmg"));
    IOException thrown =
        assertThrows(
            MalformedImageException.class, () -> DiskImages.open(host.getPath("/a copy.dmg")));
    assertThat(thrown.getMessage(), containsString("a copy.004.dmgpart is missing"));
  }

  /** A table of three runs: data, zeros, data. */
  private static BlockTable table(long first, long sectors, long... runs) throws IOException {
    ByteBuffer table = ByteBuffer.allocate(204 + 40 * runs.length / 3);
    table.put("mish".getBytes(US_ASCII)).putLong(8, first).putLong(16, sectors);
    table.putInt(200, runs.length / 3).position(204);
    for (int i = 0; i < runs.length; i += 3) {
      table.putInt((int) runs[i]).putInt(0).putLong(runs[i + 1]).putLong(runs[i + 2]);
      table.putLong(0).putLong(runs[i] == 1 ? runs[i + 2] * 512 : 0);
    }
    return BlockTable.read("t", Struct.of("table", table.array(), 0, ByteOrder.BIG_ENDIAN));
  }

  private static String disk(long sectors, BlockTable... tables) throws IOException {
    byte[] data = new byte[100 * 512];
    Arrays.fill(data, (byte) 'x');
    ByteSource source = new ArraySource(data);
    BlockRuns runs = BlockRuns.of(List.of(tables), data.length, sectors);
    StringBuilder text = new StringBuilder();
    ByteSource disk = new UdifSource(source, runs, new ChunkCache(1));
    for (long i = 0; i < disk.size(); i += 512) {
      byte[] sector = new byte[512];
      disk.readFully(i, ByteBuffer.wrap(sector));
      text.append(sector[0] == 0 && sector[511] == 0 ? '0' : (char) sector[0]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource(names = {"ZERO", "IGNORE"})
  void zerosPastTheirTableYieldToData(BlockType type) throws IOException {
    long zero = type == BlockType.ZERO ? 0 : 2;
    BlockTable first = table(0, 4, 1, 0, 2, zero, 2, 90);
    BlockTable second = table(4, 3, 1, 0, 1, zero, 1, 9, 1, 2, 1);
    assertThat(disk(0, first, second), is("xx00x0x"));
    assertThat(disk(0, second, first), is("xx00x0x"));
    assertThat(disk(6, first), is("xx0000"));
    assertThat(disk(0, table(0, 0, 1, 0, 1, zero, 1, 2)), is("x00"));
    assertThat(disk(0, table(0, 9, zero, 0, 9, 1, 2, 3)), is("00xxx0000"));
    assertThat(disk(0, table(0, 9, zero, 0, 1L << 50)), is("000000000"));
  }

  @Test
  void dataThatOverlapAreMalformed() throws IOException {
    BlockTable table = table(0, 9, 1, 0, 3, 1, 2, 3);
    assertThrows(MalformedImageException.class, () -> disk(0, table));
  }

  @Test
  void aChecksummedImageWithAppendedBytesIsValid() throws IOException {
    byte[] map = new byte[VOLUME.length + 128 * 512];
    System.arraycopy(VOLUME, 0, map, 64 * 512, VOLUME.length);
    byte[] disk = PartitionMap.on(map).apple(512, "v", "Apple_HFS", 64, VOLUME.length / 512).disk();
    Path image = write("a.dmg", UdifImage.of(disk).bytes(), new byte[4096]);
    assertThat(DiskImages.verify(image, Map.of()).status(), is(VerifyStatus.VALID));
  }
}
