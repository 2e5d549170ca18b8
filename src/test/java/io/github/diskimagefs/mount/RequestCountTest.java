package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to a host that is not local: few to open, walk, look up and read, none to repeat it. */
class RequestCountTest {
  private static final int FILES = 2000;
  private static final int FOLDERS = 202;

  private static byte[] iso;

  @TempDir Path folder;

  private CountingHost host;
  private int before;

  private FileSystem open(byte[] image, Map<String, ?> env) throws IOException {
    return open(image, image.length, env);
  }

  private FileSystem open(byte[] image, long size, Map<String, ?> env) throws IOException {
    host = new CountingHost(Files.write(folder.resolve("image"), image), size);
    before = 0;
    return DiskImages.open(host.file(), env);
  }

  private FileSystem open(byte[] image) throws IOException {
    return open(image, Map.of());
  }

  /** Returns the number of requests since the last call. */
  private int requests() {
    int all = host.reads().size();
    int since = all - before;
    before = all;
    return since;
  }

  private static byte[] noise(int length, int seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static String name(int i) {
    return "/dir" + i % FOLDERS + "/file" + i;
  }

  @BeforeAll
  static void buildIso() throws IOException {
    IsoImage image = IsoImage.named("MANY");
    for (int i = 0; i < FILES; i++) {
      image.file(name(i), noise(10_000, i));
    }
    iso = image.file("/large", noise(1 << 20, 1)).build();
  }

  @AfterAll
  static void forgetIso() {
    iso = null;
  }

  private static byte[] udf() {
    UdfImage image = UdfImage.named("UDF");
    for (int i = 0; i < FILES; i++) {
      image.file(name(i), noise(10_000, i));
    }
    return image.toBytes();
  }

  private static long walk(FileSystem image) throws IOException {
    try (Stream<Path> paths = Files.walk(image.getPath("/"))) {
      return paths.count();
    }
  }

  private static void lookUp(FileSystem image) throws IOException {
    for (int i = 0; i < 200; i++) {
      assertThat(Files.size(image.getPath(name(i * 37 % FILES))), is(10_000L));
    }
  }

  private static void readInPieces(FileSystem image, String name) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(8 << 10);
    try (SeekableByteChannel channel = Files.newByteChannel(image.getPath(name))) {
      while (channel.read(target.clear()) > 0) {
        // As copying through a small buffer does.
      }
    }
  }

  @Test
  void anIsoOfManyFiles() throws IOException {
    try (FileSystem image = open(iso)) {
      assertThat("open", requests(), is(lessThanOrEqualTo(8)));
      assertThat(walk(image), is(FILES + FOLDERS + 2L));
      assertThat("walk", requests(), is(lessThanOrEqualTo(2)));
      lookUp(image);
      assertThat("look-ups", requests(), is(lessThanOrEqualTo(80)));
      readInPieces(image, "/large");
      assertThat("1 MiB in pieces", requests(), is(lessThanOrEqualTo(6)));
      walk(image);
      lookUp(image);
      readInPieces(image, "/large");
      assertThat("again", requests(), is(0));
    }
    assertThat(host.opens(), is(1));
  }

  @Test
  void lookUpsWithoutAWalk() throws IOException {
    try (FileSystem image = open(iso)) {
      requests();
      lookUp(image);
      assertThat(requests(), is(lessThanOrEqualTo(80)));
    }
  }

  @Test
  void anIsoOfManyFolders() throws IOException {
    IsoImage iso = IsoImage.named("FOLDERS");
    for (int i = 0; i < 3000; i++) {
      iso.file("/top" + i % 60 + "/dir" + i + "/file", noise(3000, i));
    }
    try (FileSystem image = open(iso.build())) {
      assertThat("open", requests(), is(lessThanOrEqualTo(8)));
      assertThat(walk(image), is(6061L));
      assertThat("walk", requests(), is(lessThanOrEqualTo(20)));
      walk(image);
      assertThat("again", requests(), is(0));
    }
  }

  @Test
  void filesInOrder() throws IOException {
    try (FileSystem image = open(iso)) {
      requests();
      for (int i = 0; i < 400; i++) {
        readInPieces(image, name(i));
      }
      assertThat(requests(), is(lessThanOrEqualTo(67)));
    }
  }

  @Test
  void aUdfVolume() throws IOException {
    try (FileSystem image = open(udf())) {
      assertThat("open", requests(), is(lessThanOrEqualTo(14)));
      walk(image);
      assertThat("walk", requests(), is(lessThanOrEqualTo(60)));
    }
  }

  @Test
  void aCompressedAppleImage() throws IOException {
    HfsPlusImage hfs = HfsPlusImage.named("HFS");
    for (int i = 0; i < 300; i++) {
      hfs.file("/file" + i, noise(30_000, i));
    }
    try (FileSystem image = open(UdifImage.of(hfs.bytes()).as(UdifImage.Stored.ZLIB).bytes())) {
      assertThat("open", requests(), is(lessThanOrEqualTo(6)));
      assertThat(walk(image), is(301L));
      assertThat("walk", requests(), is(lessThanOrEqualTo(2)));
    }
  }

  /** Sessions and the last anchors of UDF are looked for in the zeros. */
  @Test
  void imagesOfDiscsThatAreLargerThanTheirVolumes() throws IOException {
    try (FileSystem image = open(iso, 4L << 30, Map.of())) {
      assertThat(walk(image), is(FILES + FOLDERS + 2L));
      assertThat("ISO", requests(), is(lessThanOrEqualTo(8)));
    }
    byte[] udf = UdfImage.named("UDF").file("/a", noise(10, 1)).toBytes();
    try (FileSystem image = open(udf, 4L << 30, Map.of())) {
      assertThat(walk(image), is(2L));
      assertThat("UDF", requests(), is(lessThanOrEqualTo(14)));
    }
  }

  /** Makes a disk of FAT volumes, each of which starts in another MiB. */
  private static byte[] disk(int volumes) {
    byte[] fat = FatImage.of(16).file("/A.TXT", "a").bytes();
    int stride = ((fat.length >> 20) + 2) << 20;
    PartitionMap map = PartitionMap.on(new byte[(6 * stride) + (1 << 20)]);
    for (int i = 1; i <= volumes; i++) {
      int first = i * stride / 512;
      map.guid(512, "volume " + i, first, first + fat.length / 512 - 1);
      System.arraycopy(fat, 0, map.disk(), i * stride, fat.length);
    }
    return map.disk();
  }

  @Test
  void aDiskCostsOneRequestForEachPartition() throws IOException {
    open(disk(1)).close();
    int one = requests();
    assertThat(one, is(lessThanOrEqualTo(5)));
    open(disk(4)).close();
    assertThat(requests(), is(one + 3));
  }

  @Test
  void disksOfVirtualMachines() throws IOException {
    byte[] disk = disk(4);
    Map<String, byte[]> images =
        Map.of(
            "qcow2", VirtualDisks.qcow2(disk, false),
            "qed", VirtualDisks.qed(disk),
            "vmdk", VirtualDisks.vmdk(disk, false),
            "vhd", VirtualDisks.vhdDynamic(disk),
            "vhdx", VirtualDisks.vhdx(disk),
            "vdi", VirtualDisks.vdi(disk),
            "parallels", VirtualDisks.parallels(disk));
    for (Map.Entry<String, byte[]> each : images.entrySet()) {
      try (FileSystem image = open(each.getValue())) {
        assertThat(each.getKey(), requests(), is(lessThanOrEqualTo(12)));
        assertThat(walk(image), is(2L));
        assertThat("walk " + each.getKey(), requests(), is(lessThanOrEqualTo(2)));
      }
    }
  }

  @Test
  void copiesOfStructuresAreNotReadWhereTheFirstIsThere() throws IOException {
    byte[] hfs = HfsPlusImage.named("HFS").file("/a", noise(10, 1)).bytes();
    open(hfs, 1L << 30, Map.of()).close();
    // The start, the end, and what may be a trailer before it.
    assertThat(requests(), is(lessThanOrEqualTo(3)));
  }

  @Test
  void theOptionsChangeTheRequests() throws IOException {
    Map<String, ?> env =
        Map.of("hostBlockBytes", 32 << 10, "hostCacheBytes", 1 << 20, "readAheadBytes", 0);
    try (FileSystem image = open(iso, env)) {
      assertThat("open", requests(), is(greaterThan(4)));
      readInPieces(image, "/large");
      assertThat("1 MiB in blocks of 32 KiB", requests(), is(greaterThan(30)));
    }
  }

  /** Recognition reads whole blocks of local files too, and so does the search for sessions. */
  @Test
  void anImageIsOpenedByFewSmallReads() throws IOException {
    Map<String, byte[]> images =
        Map.of("iso", iso, "udf", UdfImage.named("UDF").file("/a", new byte[5]).toBytes());
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      for (long size : new long[] {image.getValue().length, 4L << 30}) {
        Path file = Files.write(folder.resolve(image.getKey()), image.getValue());
        CountingHost counting = new CountingHost(file, size);
        try (FileSystem opened = DiskImages.open(counting.file(), Map.of("hostCacheBytes", 0))) {
          assertThat(opened.isOpen(), is(true));
        }
        Map<Integer, Integer> byLength = new HashMap<>();
        counting.reads().forEach(read -> byLength.merge(read.length(), 1, Integer::sum));
        assertThat(image.getKey() + size, counting.reads().size(), is(lessThanOrEqualTo(130)));
        assertThat("of 5 bytes", byLength.getOrDefault(5, 0), is(0));
        assertThat("of 8 bytes", byLength.getOrDefault(8, 0), is(lessThanOrEqualTo(8)));
      }
    }
  }

  /** The guide names the number. */
  @Test
  void theArchiveProviderAloneMakesHundredsOfRequestsBeforeItDeclines() throws IOException {
    byte[] image = iso;
    host = new CountingHost(Files.write(folder.resolve("image"), image), image.length);
    FileSystemProvider archives =
        FileSystemProvider.installedProviders().stream()
            .filter(provider -> provider.getScheme().equals("jar"))
            .findFirst()
            .orElseThrow();
    assertThrows(Exception.class, () -> archives.newFileSystem(host.file(), Map.of()));
    assertThat(requests(), is(greaterThan(400)));
  }
}
