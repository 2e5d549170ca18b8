package io.github.diskimagefs.volume.ntfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.VolumeReads;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A volume that ntfs-3g wrote, see {@code make.sh} among the resources. */
class NtfsVolumeTest {
  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private static byte[] features() {
    return Resources.unpacked("ntfs/features.ntfs");
  }

  private FileSystem open(byte[] image) throws IOException {
    return DiskImages.open(Files.write(host.getPath("/disk.img"), image), Map.of());
  }

  /** Numbers from 1 on, a line each. */
  private static String numbers(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(number -> number + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void filesReadRightHoweverTheyAreStored() throws IOException {
    try (FileSystem fs = open(features())) {
      assertThat(Files.readString(fs.getPath("/plain")), equalTo(numbers(9000)));
      assertThat(Files.readString(fs.getPath("/compressed/numbers")), equalTo(numbers(20000)));
      assertThat(Files.readAllBytes(fs.getPath("/compressed/zeros")), equalTo(new byte[100_000]));
      assertThat(
          Files.readString(fs.getPath("/compressed/mixed")),
          equalTo(numbers(3000) + "\0".repeat(70_000) + numbers(3000)));
      byte[] sparse = new byte[900_000];
      System.arraycopy("middle".getBytes(UTF_8), 0, sparse, 500_000, 6);
      assertThat(Files.readAllBytes(fs.getPath("/sparse")), equalTo(sparse));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/xpress4k", "/xpress8k", "/xpress16k", "/lzx"})
  void filesThatWindowsCompressedAsAWholeReadPlain(String name) throws IOException {
    try (FileSystem fs = open(features())) {
      assertThat(Files.readString(fs.getPath(name)), equalTo(numbers(12000)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/compressed/numbers", "/xpress4k", "/lzx"})
  void chunksAreDecodedOnceForAllReadersOfAFile(String name) throws IOException {
    ChunkCache cache = new ChunkCache(1 << 20);
    VolumeSource source = VolumeSource.of(new ArraySource(features()), 512, cache);
    Volume volume = new NtfsFormat().views(source, ImageOptions.DEFAULTS).get(0).open();
    byte[] first;
    try (ByteSource once = volume.open(Volumes.find(volume, name))) {
      first = VolumeReads.bytes(once);
    }
    long loads = cache.loads();
    assertThat(loads, is(greaterThan(1L)));
    assertThat(Volumes.read(volume, name), is(first));
    assertThat(cache.loads(), is(loads));
  }

  @Test
  void filesDoNotShareChunks() throws IOException {
    Volume volume = Volumes.open(new NtfsFormat(), features());
    for (int i = 0; i < 2; i++) {
      assertThat(Volumes.text(volume, "/compressed/numbers"), equalTo(numbers(20000)));
      for (String name : List.of("/xpress4k", "/xpress8k", "/xpress16k", "/lzx")) {
        assertThat(Volumes.text(volume, name), equalTo(numbers(12000)));
      }
    }
  }

  @Test
  void linksOfEveryKindStayInTheVolume() throws IOException {
    try (FileSystem fs = open(features())) {
      Map<String, String> targets =
          Map.of(
              "/relative", "many/again",
              "/absolute", "/many/again",
              "/junction", "/many",
              "/wsl", "many/again",
              "/interix", "many/again");
      for (Map.Entry<String, String> link : targets.entrySet()) {
        Path path = fs.getPath(link.getKey());
        assertThat(Files.readSymbolicLink(path).toString(), is(link.getValue()));
        assertThat(
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size(),
            is((long) link.getValue().length()));
      }
      assertThat(Files.readString(fs.getPath("/wsl")), equalTo(numbers(9000)));
    }
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    try (FileSystem fs = open(features())) {
      Object first =
          Files.readAttributes(fs.getPath("/plain"), BasicFileAttributes.class).fileKey();
      Object second =
          Files.readAttributes(fs.getPath("/many/again"), BasicFileAttributes.class).fileKey();
      assertThat(first, equalTo(second));
    }
  }

  @Test
  void alternateDataStreamsAreExtendedAttributes() throws IOException {
    try (FileSystem fs = open(features())) {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(fs.getPath("/streams"), UserDefinedFileAttributeView.class);
      assertThat(view.list(), containsInAnyOrder("first", "second"));
      ByteBuffer value = ByteBuffer.allocate(view.size("second"));
      view.read("second", value);
      assertThat(value.array(), equalTo(new byte[] {0, (byte) 0xFF, 0}));
      assertThat(
          new String(
              (byte[]) Files.getAttribute(fs.getPath("/unknown"), "user:reparse_tag"), UTF_8),
          is("0x80000021"));
      assertThat(
          Files.getFileAttributeView(fs.getPath("/lzx"), UserDefinedFileAttributeView.class).list(),
          is(List.of("reparse_tag")));
    }
  }

  @Test
  void timesAndDosAttributesAreAsRecorded() throws IOException {
    try (FileSystem fs = open(features())) {
      DosFileAttributes bits =
          Files.readAttributes(fs.getPath("/dosbits"), DosFileAttributes.class);
      assertThat(
          List.of(bits.isReadOnly(), bits.isHidden(), bits.isSystem(), bits.isArchive()),
          is(List.of(true, true, true, false)));
      assertThat(
          bits.lastModifiedTime().toInstant(), is(Instant.parse("1999-12-31T23:59:58.1234567Z")));
      assertThat(
          Files.getLastModifiedTime(fs.getPath("/streams")).toInstant(),
          is(Instant.parse("2100-01-01T00:00:00Z")));
    }
  }

  @Test
  void namesAreFoundByTheVolumesOwnRule() throws IOException {
    try (FileSystem fs = open(features())) {
      Path path = fs.getPath("/MANY/A Name That Takes Some Space 77");
      assertThat(Files.readString(path), is("77"));
      assertThat(path.toRealPath().toString(), is("/many/a name that takes some space 77"));
      assertThrows(NoSuchFileException.class, () -> Files.size(fs.getPath("/many/no")));
      try (Stream<Path> many = Files.list(fs.getPath("/many"))) {
        assertThat(many.toList(), hasSize(151));
      }
      try (Stream<Path> root = Files.list(fs.getPath("/"))) {
        assertThat(root.filter(each -> each.toString().contains("$")).toList(), hasSize(0));
      }
      assertThat(fs.getFileStores().iterator().next().name(), is("Features é"));
    }
  }

  @Test
  void theBackupOfTheBootSectorServes() throws IOException {
    byte[] image = features();
    Arrays.fill(image, 0, 512, (byte) 0);
    try (FileSystem fs = open(image)) {
      assertThat(Files.readString(fs.getPath("/plain")), equalTo(numbers(9000)));
    }
  }

  @Test
  void theMirrorOfTheTableServes() throws IOException {
    byte[] image = features();
    ByteBuffer boot = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) boot.getLong(48) * 1024;
    image[table + 100] ^= 1;
    image[table] = 'B';
    try (FileSystem fs = open(image)) {
      assertThat(Files.readString(fs.getPath("/plain")), equalTo(numbers(9000)));
    }
  }

  /** Returns the offset of the MFT record of a file in the root. */
  private static int record(byte[] image, String name) {
    byte[] wanted = name.getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    for (int record = 0; record < image.length; record += 1024) {
      if (image[record] == 'F' && image[record + 1] == 'I' && image[record + 2] == 'L') {
        for (int i = record; i < record + 1000; i++) {
          if (Arrays.equals(image, i, i + wanted.length, wanted, 0, wanted.length)) {
            return record;
          }
        }
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aRecordThatWasWrittenInPartCostsOneFile() throws IOException {
    byte[] image = features();
    image[record(image, "plain") + 1022] ^= 1;
    try (FileSystem fs = open(image)) {
      assertThat(Files.readString(fs.getPath("/compressed/numbers")), equalTo(numbers(20000)));
      IOException error =
          assertThrows(IOException.class, () -> Files.readString(fs.getPath("/plain")));
      assertThat(error.getMessage(), containsString("written in part"));
    }
  }

  @Test
  void aBlockOfAnIndexUnderAnotherNumberIsPassedOver() throws IOException {
    byte[] image = features();
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < image.length; block += 1024) {
      if (bytes.getInt(block) == 0x5844_4E49 && bytes.getLong(block + 16) == 4) { // INDX
        bytes.putLong(block + 16, 0);
      }
    }
    try (FileSystem fs = open(image);
        Stream<Path> many = Files.list(fs.getPath("/many"))) {
      UncheckedIOException error = assertThrows(UncheckedIOException.class, many::count);
      assertThat(error.getCause().getMessage(), containsString("of the index"));
    }
  }

  @Test
  void aTableOutsideOfTheVolumeIsRefused() throws IOException {
    byte[] image = features();
    for (int sector : new int[] {0, image.length - 512}) {
      ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putLong(sector + 48, 1L << 40);
    }
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> open(image).close());
    assertThat(error.getMessage(), containsString("MFT at cluster"));
  }
}
