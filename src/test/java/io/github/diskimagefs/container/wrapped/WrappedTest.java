package io.github.diskimagefs.container.wrapped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Images in compressed files, made by the encoders of the JDK and of the optional libraries. */
class WrappedTest {
  private final byte[] content = new byte[4 << 20];

  @TempDir Path folder;

  WrappedTest() {
    new Random(7).nextBytes(content);
  }

  private byte[] iso() {
    return IsoImage.named("WRAPPED").file("/a.txt", "hello").file("/large.bin", content).build();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] xz(byte[] bytes, int block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      for (int i = 0; i < bytes.length; i += block) {
        xz.write(bytes, i, Math.min(block, bytes.length - i));
        xz.endBlock();
      }
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static List<Path> temporaryFiles() throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, "diskimagefs*.unpacked")) {
      all.forEach(files::add);
    }
    return List.copyOf(files);
  }

  private void showsTheImage(FileSystem image) throws IOException {
    assertThat(Files.readString(image.getPath("/a.txt")), is("hello"));
    byte[] large = Files.readAllBytes(image.getPath("/large.bin"));
    assertThat(Arrays.equals(large, content), is(true));
  }

  @Test
  void gzipIsOpenedAsTheImageInIt() throws IOException {
    Path file = write("a.iso.gz", gzip(iso()));
    try (FileSystem image = DiskImages.open(file)) {
      showsTheImage(image);
    }
    try (FileSystem image = FileSystems.newFileSystem(file, Map.of())) {
      showsTheImage(image);
    }
    try (FileSystem image =
        FileSystems.newFileSystem(URI.create("iso:" + file.toUri()), Map.of())) {
      showsTheImage(image);
    }
  }

  @Test
  void blocksOfXzNeedNoTemporaryFile() throws IOException {
    List<Path> before = temporaryFiles();
    Path file = write("named wrongly.gz", xz(iso(), 300_000));
    try (FileSystem image = DiskImages.open(file)) {
      showsTheImage(image);
      assertThat(temporaryFiles(), is(before));
    }
  }

  @Test
  void oneBlockOfXzIsUnpacked() throws IOException {
    try (FileSystem image = DiskImages.open(write("a.xz", xz(iso(), Integer.MAX_VALUE)))) {
      showsTheImage(image);
    }
  }

  @Test
  void anImageWithATrailerIsFoundByTheNameInside() throws IOException {
    byte[] dmg =
        UdifImage.of(HfsPlusImage.named("V").file("/large.bin", content).bytes())
            .as(UdifImage.Stored.ZLIB)
            .bytes();
    List<Path> before = temporaryFiles();
    try (FileSystem image = DiskImages.open(write("a.dmg.gz", gzip(dmg)))) {
      byte[] large = Files.readAllBytes(image.getPath("/large.bin"));
      assertThat(Arrays.equals(large, content), is(true));
    }
    assertThat(temporaryFiles(), is(before));
  }

  @Test
  void theDescriptionNamesBoth() throws IOException {
    ImageInfo info = DiskImages.describe(write("a.iso.gz", gzip(iso())));
    assertThat(info.format(), is("gzip raw"));
    assertThat(info.properties().get("compression"), is("gzip"));
  }

  @Test
  void verifyingComparesTheChecksum() throws IOException {
    byte[] packed = gzip(iso());
    assertThat(
        DiskImages.verify(write("a.iso.gz", packed), Map.of()).parts().get(0).status(),
        is(VerifyStatus.VALID));
    packed[packed.length - 8] ^= 1;
    assertThat(
        DiskImages.verify(write("b.iso.gz", packed), Map.of()).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void aCompressedFileWithoutAnImageIsNone() throws IOException {
    byte[] text = "no image\n".repeat(100_000).getBytes(UTF_8);
    for (byte[] packed :
        List.of(gzip(text), gzip(new byte[0]), xz(text, 100_000), gzip(gzip(text)))) {
      Path file = write("file.gz", packed);
      UnknownFormatException e =
          assertThrows(UnknownFormatException.class, () -> DiskImages.open(file));
      assertThat(e.getMessage(), containsString("no disk image"));
      assertThrows(
          ProviderNotFoundException.class, () -> FileSystems.newFileSystem(file, Map.of()));
    }
    assertThat(temporaryFiles(), is(empty()));
  }

  @Test
  void aCutFileIsReadUpToTheCut() throws IOException {
    byte[] packed = gzip(iso());
    Path file = write("a.iso.gz", Arrays.copyOf(packed, packed.length - 100_000));
    try (FileSystem image = DiskImages.open(file)) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("hello"));
      assertThrows(IOException.class, () -> Files.readAllBytes(image.getPath("/large.bin")));
    }
  }

  @Test
  void anXzFileThatIsCutIsReadUpToTheCut() throws IOException {
    byte[] packed = xz(iso(), 1 << 20);
    Path file = write("a.iso.xz", Arrays.copyOf(packed, packed.length - 100_000));
    try (FileSystem image = DiskImages.open(file)) {
      assertThat(Files.readString(image.getPath("/a.txt")), is("hello"));
      assertThrows(
          MalformedImageException.class, () -> Files.readAllBytes(image.getPath("/large.bin")));
    }
  }

  @Test
  void aDictionaryThatIsTooLargeIsNamed() throws IOException {
    byte[] packed = xz(new byte[100_000], Integer.MAX_VALUE);
    packed[16] = 40; // a dictionary of 4 GiB
    CRC32 crc = new CRC32();
    crc.update(packed, 12, 8);
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) crc.getValue());
    Path file = write("a.sqfs.xz", packed);
    UnsupportedImageException e =
        assertThrows(UnsupportedImageException.class, () -> DiskImages.open(file));
    assertThat(e.getMessage(), containsString("dictionary"));
  }

  @Test
  void theOptionBoundsTheTemporaryFile() throws IOException {
    Path file = write("a.iso.gz", gzip(iso()));
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              try (FileSystem image = DiskImages.open(file, Map.of("unpackBytes", 2 << 20))) {
                Files.readAllBytes(image.getPath("/large.bin"));
              }
            });
    assertThat(e.getMessage(), containsString("unpackBytes"));
    assertThrows(
        IllegalArgumentException.class, () -> DiskImages.open(file, Map.of("unpackBytes", 0)));
  }
}
