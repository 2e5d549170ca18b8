package io.github.diskimagefs.container.wrapped;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.options.ImageOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** How much of an image in a compressed file is unpacked, counted by the listener. */
class PartialUnpackingTest {
  private static final int LARGE_BYTES = 5 << 20;

  /** What opening and listing may unpack: the start of the image, with its tables. */
  private static final long MAX_START_BYTES = 2 << 20;

  private final byte[] content = new byte[LARGE_BYTES];
  private final Map<String, Long> unpacked = new TreeMap<>();

  @TempDir Path folder;

  /** Mostly zeros, which encoders pack fast. */
  PartialUnpackingTest() {
    for (int i = 0; i < LARGE_BYTES; i += 64 << 10) {
      content[i] = (byte) (i >> 16);
    }
  }

  /** Encoders that do not record the unpacked size, or only its remainder. */
  enum Encoder {
    GZIP {
      @Override
      OutputStream open(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    BZIP2 {
      @Override
      OutputStream open(OutputStream out) throws IOException {
        return new BZip2CompressorOutputStream(out, 1);
      }
    },
    LZ4 {
      @Override
      OutputStream open(OutputStream out) throws IOException {
        return new FramedLZ4CompressorOutputStream(
            out,
            new FramedLZ4CompressorOutputStream.Parameters(
                FramedLZ4CompressorOutputStream.BlockSize.K64));
      }
    },
    XZ {
      @Override
      OutputStream open(OutputStream out) throws IOException {
        return new XZOutputStream(out, new LZMA2Options(0));
      }
    };

    abstract OutputStream open(OutputStream out) throws IOException;

    byte[] pack(byte[] bytes) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packer = open(out)) {
        packer.write(bytes);
      }
      return out.toByteArray();
    }
  }

  private static List<Path> temporaryFiles() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, "diskimagefs*.unpacked");
        Stream<Path> sorted = Stream.of(all).flatMap(PartialUnpackingTest::stream).sorted()) {
      return sorted.toList();
    }
  }

  private static Stream<Path> stream(DirectoryStream<Path> files) {
    Stream.Builder<Path> builder = Stream.builder();
    files.forEach(builder);
    return builder.build();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private FileSystem open(Path file, Map<String, ?> options) throws IOException {
    Map<String, Object> all = new HashMap<>(options);
    ImageOptions.UnpackListener listener = (name, bytes, total) -> unpacked.put(name, bytes);
    all.put("unpackListener", listener);
    return DiskImages.open(file, all);
  }

  private byte[] iso() {
    return IsoImage.named("START").file("/a.txt", "hello").file("/large.bin", content).build();
  }

  private byte[] fat() {
    return FatImage.of(16)
        .clusterSectors(8)
        .file("/a.txt", "hello")
        .file("/large.bin", content)
        .bytes();
  }

  private byte[] partitioned() {
    byte[] volume = fat();
    byte[] disk = new byte[(2048 << 9) + volume.length + (1 << 20)];
    System.arraycopy(volume, 0, disk, 2048 << 9, volume.length);
    return PartitionMap.on(disk).mbr(0, 6, 2048, volume.length >> 9).disk();
  }

  private void listsTheStartAndReadsAll(Path file, long max) throws IOException {
    try (FileSystem image = open(file, Map.of())) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(image.getPath("/"))) {
        for (Path entry : entries) {
          Files.size(entry);
        }
      }
      assertThat(unpacked.get(file.getFileName().toString()), lessThan(max));
      assertThat(Files.readString(image.getPath("/a.txt")), is("hello"));
      byte[] large = Files.readAllBytes(image.getPath("/large.bin"));
      assertThat(Arrays.equals(large, content), is(true));
    }
  }

  @ParameterizedTest
  @EnumSource(Encoder.class)
  void openingAndListingADiscUnpackItsStart(Encoder encoder) throws IOException {
    listsTheStartAndReadsAll(write("a.iso.packed", encoder.pack(iso())), MAX_START_BYTES);
  }

  @ParameterizedTest
  @EnumSource(Encoder.class)
  void openingAndListingADiskUnpackItsStart(Encoder encoder) throws IOException {
    listsTheStartAndReadsAll(write("a.img.packed", encoder.pack(fat())), MAX_START_BYTES);
  }

  @Test
  void openingADiskWithPartitionsUnpacksUpToTheFirstFolder() throws IOException {
    Path file = write("a.img.gz", Encoder.GZIP.pack(partitioned()));
    listsTheStartAndReadsAll(file, (2048 << 9) + MAX_START_BYTES);
  }

  @Test
  void describingADiscUnpacksItsStart() throws IOException {
    Path file = write("a.iso.bz2", Encoder.BZIP2.pack(iso()));
    long[] seen = new long[1];
    ImageOptions.UnpackListener listener = (name, bytes, total) -> seen[0] = bytes;
    ImageInfo info = DiskImages.describe(file, Map.of("unpackListener", listener));
    assertThat(info.disk().orElseThrow().size(), is(-1L));
    assertThat(info.volumes().get(0).label().orElseThrow(), is("START"));
    assertThat(seen[0], lessThan(MAX_START_BYTES));
  }

  @Test
  void aVolumeOfUdfAloneUnpacksAllBecauseALaterSessionMayFollow() throws IOException {
    byte[] udf =
        UdfImage.named("U")
            .file("/a.txt", "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .file("/large.bin", content)
            .toBytes();
    listsTheStartAndReadsAll(write("a.udf.gz", Encoder.GZIP.pack(udf)), udf.length + 1L);
  }

  @Test
  void membersOfGzipFollowEachOther() throws IOException {
    byte[] iso = iso();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int start = 0; start < iso.length; start += 1 << 20) {
      members.write(
          Encoder.GZIP.pack(
              Arrays.copyOfRange(iso, start, Math.min(iso.length, start + (1 << 20)))));
    }
    Path file = write("a.iso.gz", members.toByteArray());
    try (FileSystem image = open(file, Map.of())) {
      byte[] large = Files.readAllBytes(image.getPath("/large.bin"));
      assertThat(Arrays.equals(large, content), is(true));
    }
  }

  private byte[] twoVolumes() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(iso());
    both.write(IsoImage.named("SECOND").file("/second.bin", content).build());
    return both.toByteArray();
  }

  private static List<String> labels(FileSystem image) {
    return Stream.of(image.getFileStores())
        .flatMap(stores -> java.util.stream.StreamSupport.stream(stores.spliterator(), false))
        .map(store -> store.name())
        .toList();
  }

  @Test
  void theLastBytesOfGzipTellThatAVolumeFollows() throws IOException {
    Path file = write("a.iso.gz", Encoder.GZIP.pack(twoVolumes()));
    try (FileSystem image = open(file, Map.of())) {
      assertThat(labels(image), hasItem("SECOND"));
    }
  }

  @Test
  void aVolumeThatIsChosenIsFoundWhereNothingTellsThatItFollows() throws IOException {
    Path file = write("a.iso.bz2", Encoder.BZIP2.pack(twoVolumes()));
    open(file, Map.of()).close();
    assertThat(unpacked.get("a.iso.bz2"), lessThan(MAX_START_BYTES));
    try (FileSystem image = open(file, Map.of("volume", "2"))) {
      assertThat(Files.size(image.getPath("/second.bin")), is((long) LARGE_BYTES));
    }
  }

  @Test
  void aFileThatIsCompressedTwiceOpensAsTheImageInIt() throws IOException {
    new Random(5).nextBytes(content);
    byte[] twice = Encoder.XZ.pack(Encoder.GZIP.pack(iso()));
    listsTheStartAndReadsAll(write("a.iso.gz.xz", twice), MAX_START_BYTES + (2 << 20));
    assertThat(unpacked.get("a.iso.gz"), greaterThan((long) LARGE_BYTES));
  }

  @Test
  void aSmallFileThatIsCompressedThreeTimesOpens() throws IOException {
    byte[] packed = Encoder.XZ.pack(Encoder.BZIP2.pack(Encoder.LZ4.pack(iso())));
    List<Path> before = temporaryFiles();
    try (FileSystem image = open(write("a.iso", packed), Map.of())) {
      byte[] large = Files.readAllBytes(image.getPath("/large.bin"));
      assertThat(Arrays.equals(large, content), is(true));
    }
    assertThat(temporaryFiles(), equalTo(before));
  }

  @Test
  void aFileThatIsCompressedTooOftenIsNoImage() throws IOException {
    byte[] packed = iso();
    for (int i = 0; i < 4; i++) {
      packed = Encoder.GZIP.pack(packed);
    }
    List<Path> before = temporaryFiles();
    Path file = write("a.iso.gz", packed);
    assertThrows(UnknownFormatException.class, () -> open(file, Map.of()));
    assertThat(temporaryFiles(), equalTo(before));
  }

  @Test
  void aCompressedImageInAnImageOpens() throws IOException {
    byte[] inner = Encoder.GZIP.pack(iso());
    byte[] outer = IsoImage.named("OUTER").file("/inner.iso.gz", inner).build();
    Path file = write("outer.iso.bz2", Encoder.BZIP2.pack(outer));
    try (FileSystem image = open(file, Map.of());
        FileSystem nested = open(image.getPath("/inner.iso.gz"), Map.of())) {
      assertThat(Files.readString(nested.getPath("/a.txt")), is("hello"));
      byte[] large = Files.readAllBytes(nested.getPath("/large.bin"));
      assertThat(Arrays.equals(large, content), is(true));
    }
  }

  @Test
  void theBoundIsTheReasonWhereItStopsUnpacking() throws IOException {
    Path file = write("a.iso.bz2", Encoder.BZIP2.pack(iso()));
    try (FileSystem image = open(file, Map.of("unpackBytes", 3 << 20))) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("hello"));
      IOException e =
          assertThrows(IOException.class, () -> Files.readAllBytes(image.getPath("/large.bin")));
      assertThat(e.getMessage().contains("unpackBytes"), is(true));
    }
  }
}
