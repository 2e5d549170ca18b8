package io.github.diskimagefs.disc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.cli.ImageInfoText;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.OldDiscImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images of WinOnCD and Easy CD Creator. */
class OldDiscImagesTest {
  private static final byte[] SOUND = CdSectors.sound(300, 1);

  private final byte[] iso = Arrays.copyOf(DiscFolder.iso(), 300 * 2048);
  private final DiscFolder folder = new DiscFolder();

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void winOnCd() throws IOException {
    folder.put("d.c2d", OldDiscImages.c2d(iso, SOUND, new byte[18], false));
    assertThat(folder.text("d.c2d"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.c2d", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
    String info = ImageInfoText.of(DiskImages.describe(folder.path("d.c2d")));
    assertThat(info, containsString("1234567890123"));
    assertThat(info, containsString("000450"));
  }

  @Test
  void compressedTrackFailsAlone() throws IOException {
    folder.put("d.c2d", OldDiscImages.c2d(iso, SOUND, new byte[0], true));
    try (FileSystem image = folder.open("d.c2d", "volume", "all")) {
      IOException e =
          assertThrows(
              UnsupportedImageException.class,
              () -> Files.readAllBytes(image.getPath("/Track 02.wav")));
      assertThat(e.getMessage(), containsString("C2D"));
    }
  }

  @Test
  void easyCdCreator() throws IOException {
    folder.put("d.cif", OldDiscImages.cif(iso, SOUND));
    assertThat(folder.text("d.cif"), is(DiscFolder.TEXT));
    try (FileSystem image = folder.open("d.cif", "volume", "all")) {
      assertThat(DiscFolder.samples(image, "/Track 02.wav"), is(SOUND));
    }
    String info = ImageInfoText.of(DiskImages.describe(folder.path("d.cif")));
    assertThat(info, containsString("000450"));
  }

  @Test
  void imageWithoutDescriptorsIsNamed() throws IOException {
    folder.put("d.cif", Arrays.copyOf(OldDiscImages.cif(iso, SOUND), 20));
    IOException e = assertThrows(MalformedImageException.class, () -> folder.open("d.cif").close());
    assertThat(e.getMessage(), containsString("Easy CD Creator"));
  }
}
