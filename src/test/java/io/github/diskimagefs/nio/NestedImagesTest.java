package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in images: three levels of plain discs. */
class NestedImagesTest {
  private final byte[] content = new byte[3 << 20];

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void writeImages() throws IOException {
    new Random(1).nextBytes(content);
    byte[] inner = IsoImage.named("INNER").file("/data.bin", content).build();
    byte[] middle = IsoImage.named("MIDDLE").file("/inner.iso", inner).build();
    image =
        IsoImage.named("OUTER").file("/middle.iso", middle).writeTo(folder.resolve("outer.iso"));
  }

  @Test
  void theInnermostFileIsMappedFromTheHostFile() throws IOException {
    byte[] host = Files.readAllBytes(image);
    int offset = 0;
    while (!Arrays.equals(host, offset, offset + 64, content, 0, 64)) {
      offset += 2048;
    }
    try (FileSystem outer = DiskImages.open(image);
        FileSystem middle = DiskImages.open(outer.getPath("/middle.iso"));
        FileSystem inner = DiskImages.open(middle.getPath("/inner.iso"));
        FileChannel channel = FileChannel.open(inner.getPath("/data.bin"))) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, content.length);
      try (FileChannel written = FileChannel.open(image, StandardOpenOption.WRITE)) {
        written.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), offset);
      }
      assertThat("a change of the host file is seen", mapped.getInt(0), is(0x01020304));
    }
  }

  @Test
  void theInnermostFileIsReadOnceFromTheHost() throws IOException {
    CountingHost host = new CountingHost(image, Files.size(image));
    try (FileSystem outer = DiskImages.open(host.file());
        FileSystem middle = DiskImages.open(outer.getPath("/middle.iso"));
        FileSystem inner = DiskImages.open(middle.getPath("/inner.iso"))) {
      long before = host.bytesRead();
      assertThat("bytes read to open three levels", before, lessThan(1L << 20));
      byte[] read = Files.readAllBytes(inner.getPath("/data.bin"));
      assertThat(Arrays.equals(read, content), is(true));
      assertThat(host.bytesRead() - before, lessThan(content.length + (512L << 10)));
    }
  }

  @Test
  void aTransferGivesTheBytes() throws IOException {
    Path copy = folder.resolve("copy");
    try (FileSystem outer = DiskImages.open(image);
        FileSystem middle = DiskImages.open(outer.getPath("/middle.iso"));
        FileSystem inner = DiskImages.open(middle.getPath("/inner.iso"))) {
      Files.copy(inner.getPath("/data.bin"), copy);
    }
    assertThat(Arrays.equals(Files.readAllBytes(copy), content), is(true));
  }

  @Test
  void allLevelsShareTheCacheOfTheOutermost() throws IOException {
    try (FileSystem outer = DiskImages.open(image);
        FileSystem middle = DiskImages.open(outer.getPath("/middle.iso"));
        FileSystem inner = DiskImages.open(middle.getPath("/inner.iso"));
        FileSystem other =
            DiskImages.open(middle.getPath("/inner.iso"), Map.of("cacheBytes", 12345))) {
      Path file = inner.getPath("/data.bin");
      assertThat(
          ImageFileSystem.cache(file), sameInstance(ImageFileSystem.cache(outer.getPath("/"))));
      assertThat(ImageFileSystem.cache(other.getPath("/")).bound(), is(12345L));
    }
  }

  @Test
  void closingTheOutermostClosesAllLevels() throws IOException {
    FileSystem outer = DiskImages.open(image);
    FileSystem middle = DiskImages.open(outer.getPath("/middle.iso"));
    FileSystem inner = DiskImages.open(middle.getPath("/inner.iso"));
    FileChannel channel = FileChannel.open(inner.getPath("/data.bin"));
    outer.close();
    assertThat(middle.isOpen(), is(false));
    assertThat(inner.isOpen(), is(false));
    assertThat(channel.isOpen(), is(false));
    assertThrows(
        ClosedFileSystemException.class, () -> Files.readAllBytes(inner.getPath("/data.bin")));
    assertThrows(
        ClosedFileSystemException.class, () -> DiskImages.open(middle.getPath("/inner.iso")));
    inner.close();
  }

  @Test
  void closingAnImageOpenedByUriClosesTheOnesInIt() throws IOException {
    URI uri = URI.create("iso:" + image.toUri());
    Path data =
        Path.of(URI.create("iso:iso:iso:" + image.toUri() + "!/middle.iso!/inner.iso!/data.bin"));
    assertThat(Files.size(data), is((long) content.length));
    Path.of(uri).getFileSystem().close();
    assertThat(data.getFileSystem().isOpen(), is(false));
    assertThrows(ClosedFileSystemException.class, () -> Files.size(data));
  }
}
