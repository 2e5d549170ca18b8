package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Volumes of ISO 9660 that count their blocks from their own start, inside another image. */
class AppendedVolumeTest {
  private static final int SECTOR = 2048;
  private static final int SYSTEM_AREA = 16 * SECTOR;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private static byte[] iso(String label) {
    return IsoImage.named(label)
        .file("/" + label.toLowerCase(java.util.Locale.ROOT), label)
        .build();
  }

  private static byte[] at(int position, byte[] front, byte[] appended) {
    byte[] image = Arrays.copyOf(front, position + appended.length);
    System.arraycopy(appended, 0, image, position, appended.length);
    System.arraycopy(front, 0, image, 0, Math.min(front.length, position + SYSTEM_AREA));
    return image;
  }

  private void holds(byte[] image, Map<String, ?> env, String file) throws IOException {
    Path written = Files.write(host.getPath("/image"), image);
    try (FileSystem disc = DiskImages.open(written, env)) {
      assertThat(Files.exists(disc.getPath(file)), is(true));
    }
  }

  @Test
  void anAppendedImageIsASecondVolumeAndNoSession() throws IOException {
    byte[] front = iso("FRONT");
    byte[] image = at(front.length, front, iso("BACK"));
    holds(image, Map.of(), "/front");
    holds(image, Map.of("volume", 2), "/back");
    assertThrows(NotInImageException.class, () -> holds(image, Map.of("session", 2), "/back"));
  }

  @Test
  void theSecondLayerStartsBeforeTheEndOfTheFirst() throws IOException {
    byte[] front = iso("FRONT");
    byte[] image = at(front.length - SYSTEM_AREA, front, iso("BACK"));
    holds(image, Map.of(), "/front");
    holds(image, Map.of("volume", 2), "/back");
  }

  @Test
  void aPartitionThatStartsWhereDescriptorsAreExpectedHasItsOwnTree() throws IOException {
    byte[] part = iso("PART");
    byte[] disk = at(SYSTEM_AREA, new byte[SYSTEM_AREA], part);
    PartitionMap.on(disk).apple(512, "disc", "Apple_ISO", 64, part.length / 512);
    holds(disk, Map.of(), "/part");
    holds(disk, Map.of("volume", 1), "/part");
  }
}
