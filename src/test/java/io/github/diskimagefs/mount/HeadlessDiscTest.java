package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnknownFormatException;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discs whose first volume descriptor is lost are found all the same. */
class HeadlessDiscTest {
  private static final int FIRST = 32768;
  private static final int SECTOR = 2048;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(byte[] image) throws IOException {
    return Files.write(host.getPath("/disc.iso"), image);
  }

  private static byte[] iso() throws IOException {
    return IsoImage.named("DEMO").file("/a.txt", "alpha").build();
  }

  private static byte[] udf() {
    return UdfImage.named("DEMO")
        .file("/a.txt", "alpha".getBytes(StandardCharsets.UTF_8))
        .toBytes();
  }

  private static void holdsTheFile(Path image, String view) throws IOException {
    try (FileSystem disc = DiskImages.open(image)) {
      assertThat(Files.readString(disc.getPath("/a.txt")), is("alpha"));
      assertThat(disc.getFileStores().iterator().next().type(), is(view));
    }
  }

  @Test
  void byJoliet() throws IOException {
    byte[] image = iso();
    Arrays.fill(image, FIRST, FIRST + SECTOR, (byte) 0);
    holdsTheFile(write(image), "joliet");
  }

  @Test
  void byCopyOfThePrimaryDescriptor() throws IOException {
    byte[] image = iso();
    System.arraycopy(image, FIRST, image, FIRST + SECTOR, SECTOR);
    Arrays.fill(image, FIRST, FIRST + SECTOR, (byte) 0x5A);
    holdsTheFile(write(image), "rockridge");
  }

  @Test
  void byAnchorOfUdf() throws IOException {
    byte[] image = udf();
    Arrays.fill(image, FIRST, FIRST + 4 * SECTOR, (byte) 0);
    Path file = write(image);
    holdsTheFile(file, "udf");
    try (FileSystem disc = FileSystems.newFileSystem(URI.create("iso:" + file.toUri()), Map.of())) {
      assertThat(Files.exists(disc.getPath("/a.txt")), is(true));
    }
  }

  @Test
  void byUdfWhereIsoIsDamaged() throws IOException {
    byte[] bridge = udf();
    System.arraycopy(bridge, FIRST, bridge, FIRST + SECTOR, 3 * SECTOR);
    Arrays.fill(bridge, FIRST, FIRST + SECTOR, (byte) 0);
    System.arraycopy("\1CD001\1".getBytes(StandardCharsets.ISO_8859_1), 0, bridge, FIRST, 7);
    holdsTheFile(write(bridge), "udf");
  }

  /** UDF and ISO 9660 in one image: both leave room for the other. */
  private static byte[] bridge() throws IOException {
    byte[] bridge = udf();
    byte[] iso = IsoImage.named("DEMO").file("/a.txt", "alpha").withoutRockRidge().room(3).build();
    byte[] recognition = Arrays.copyOfRange(bridge, FIRST, FIRST + 3 * SECTOR);
    System.arraycopy(iso, FIRST, bridge, FIRST, iso.length - FIRST);
    System.arraycopy(recognition, 0, bridge, FIRST + 3 * SECTOR, recognition.length);
    return bridge;
  }

  @Test
  void byJolietWhereTheRootOfUdfIsDamaged() throws IOException {
    byte[] image = bridge();
    holdsTheFile(write(image), "udf");
    for (int at = UdfImage.PARTITION * SECTOR; at < image.length - 4; at += 4) {
      if (image[at] == 1 && image[at + 1] == 1 && image[at + 18] != 0) {
        image[at] = 99; // the file identifier descriptor of the parent
        break;
      }
    }
    holdsTheFile(write(image), "joliet");
  }

  @Test
  void whatHasNeitherIsNoImage() throws IOException {
    byte[] image = iso();
    Arrays.fill(image, FIRST, FIRST + 3 * SECTOR, (byte) 0);
    Path file = write(image);
    assertThrows(UnknownFormatException.class, () -> DiskImages.open(file));
  }
}
