package io.github.diskimagefs.container.bochs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BochsTest {
  @TempDir Path folder;

  private Path write(byte[] image) throws IOException {
    return Files.write(folder.resolve("disk.img"), image);
  }

  /**
   * The specimen is by Bochs 2.7 of Debian 12 and mtools: {@code truncate -s 10321920 s.img;
   * mkfs.fat -n BOCHS --invariant s.img; seq 1 2000 > n.txt; mcopy -i s.img n.txt ::numbers.txt;
   * bximage -q -func=convert -imgmode=growing s.img growing.img; gzip -9 growing.img}.
   */
  @Test
  void readsADiskOfBochs() throws IOException {
    byte[] image;
    try (InputStream packed = BochsTest.class.getResourceAsStream("growing.img.gz");
        InputStream in = new GZIPInputStream(packed)) {
      image = in.readAllBytes();
    }
    String numbers =
        IntStream.rangeClosed(1, 2000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Path file = write(image);
    try (FileSystem disk = DiskImages.open(file, Map.of())) {
      assertThat(Files.readString(disk.getPath("/numbers.txt")), is(numbers));
    }
    ImageInfo info = DiskImages.describe(file);
    assertThat(info.format(), is("Bochs"));
    assertThat(info.disk().orElseThrow().size(), is(10_321_920L));
  }

  /** Returns an image with another number in its header. */
  private static byte[] changed(int offset, int value) {
    byte[] image = VirtualDisks.bochs(new byte[64 << 10]);
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return image;
  }

  private void assertMalformed(byte[] image, String message) throws IOException {
    Path file = write(image);
    Exception e = assertThrows(MalformedImageException.class, () -> DiskImages.describe(file));
    assertThat(e.getMessage(), containsString(message));
  }

  @Test
  void refusesTablesThatDoNotFit() throws IOException {
    assertMalformed(changed(72, 1_000_000), "catalog of 1000000 entries");
    assertMalformed(changed(72, 1), "65536 bytes in 1 extents");
    assertMalformed(changed(76, 0), "a bitmap with a bit for each of 8 sectors");
    assertMalformed(changed(80, 5000), "an extent, a power of 2");
  }

  @Test
  void namesRedologsAndVersionsThatAreNotRead() throws IOException {
    byte[] image = VirtualDisks.bochs(new byte[64 << 10]);
    System.arraycopy("Undoable".getBytes(StandardCharsets.US_ASCII), 0, image, 48, 8);
    Path file = write(image);
    Exception e = assertThrows(UnsupportedImageException.class, () -> DiskImages.describe(file));
    assertThat(e.getMessage(), containsString("Redolog, Undoable"));
    write(changed(64, 0x30000));
    assertThrows(UnsupportedImageException.class, () -> DiskImages.describe(file));
  }
}
