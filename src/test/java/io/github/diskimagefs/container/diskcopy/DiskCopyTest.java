package io.github.diskimagefs.container.diskcopy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.DiskCopyImage;
import io.github.diskimagefs.image.HfsPlusImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskCopyTest {
  private final byte[] disk = HfsPlusImage.named("Disk").file("f", "text").bytes();
  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = host.getPath("/floppy.image");

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private byte[] write(boolean tags) throws IOException {
    byte[] image = DiskCopyImage.of(disk, tags);
    Files.write(file, image);
    return image;
  }

  @Test
  void theSectorsAreADisk() throws IOException {
    write(true);
    try (FileSystem shown = FileSystems.newFileSystem(file)) {
      assertThat(shown.provider().getScheme(), is("dmg"));
      assertThat(Files.readString(shown.getPath("/f")), is("text"));
    }
  }

  @Test
  void theHeaderIsDescribed() throws IOException {
    write(false);
    String text = ImageInfoText.of(DiskImages.describe(file));
    assertThat(text, containsString("Disk Copy 4.2"));
    assertThat(text, containsString("GCR, 800 KiB"));
  }

  @Test
  void theChecksumIsVerified() throws IOException {
    byte[] image = write(true);
    assertThat(DiskImages.verify(file, Map.of()).status(), is(VerifyStatus.VALID));
    image[DiskCopyImage.HEADER] = 1;
    Files.write(file, image);
    assertThat(DiskImages.verify(file, Map.of()).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void aHeaderThatDoesNotFitTheFileIsNone() throws IOException {
    for (int field : new int[] {0, 64, 68, 82}) {
      byte[] image = write(false);
      image[field] = 0x7F;
      Files.write(file, image);
      assertThrows(UnknownFormatException.class, () -> DiskImages.open(file));
    }
  }
}
