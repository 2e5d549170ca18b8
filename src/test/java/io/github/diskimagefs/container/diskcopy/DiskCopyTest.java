package io.github.diskimagefs.container.diskcopy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.HfsPlusImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskCopyTest {
  private static final int HEADER = 84;

  private final byte[] disk = HfsPlusImage.named("Disk").file("f", "text").bytes();
  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = host.getPath("/floppy.image");

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private ByteBuffer image(int tags) {
    ByteBuffer image = ByteBuffer.allocate(HEADER + disk.length + tags);
    image.put((byte) 4).put("Disk".getBytes(US_ASCII));
    image.putInt(64, disk.length).putInt(68, tags).put(HEADER, disk);
    int sum = 0;
    for (int i = 0; i < disk.length; i += 2) {
      sum = Integer.rotateRight(sum + image.getChar(HEADER + i), 1);
    }
    return image.putInt(72, sum).put(80, (byte) 1).put(81, (byte) 0x22).putShort(82, (short) 0x100);
  }

  private void write(ByteBuffer image) throws IOException {
    byte[] bytes = new byte[image.capacity()];
    image.get(0, bytes);
    Files.write(file, bytes);
  }

  @Test
  void theSectorsAreADisk() throws IOException {
    write(image(disk.length / 512 * 12));
    try (FileSystem shown = FileSystems.newFileSystem(file)) {
      assertThat(shown.provider().getScheme(), is("dmg"));
      assertThat(Files.readString(shown.getPath("/f")), is("text"));
    }
  }

  @Test
  void theHeaderIsDescribed() throws IOException {
    write(image(0));
    String text = DiskImages.describe(file).toString();
    assertThat(text, containsString("Disk Copy 4.2"));
    assertThat(text, containsString("GCR, 800 KiB"));
  }

  @Test
  void theChecksumIsVerified() throws IOException {
    ByteBuffer image = image(0);
    write(image);
    assertThat(DiskImages.verify(file, Map.of(), check -> {}), is(true));
    write(image.put(HEADER, (byte) 1));
    assertThat(DiskImages.verify(file, Map.of(), check -> {}), is(false));
  }

  @Test
  void aHeaderThatDoesNotFitTheFileIsNone() throws IOException {
    for (int field : new int[] {0, 64, 68, 82}) {
      ByteBuffer image = image(0);
      write(image.put(field, (byte) 0x7F));
      assertThrows(UnsupportedImageException.class, () -> DiskImages.open(file));
    }
  }
}
