package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.ImageFolder;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alternate header of an HFS Plus volume, which many formatting programs do not erase. */
class RemainsTest {
  private static final int HEADERS_END = 1536;

  private final byte[] image = HfsPlusImage.named("v").file("f", "x").bytes();

  RemainsTest() {
    Arrays.fill(image, 0, HEADERS_END, (byte) 0);
  }

  private static List<String> views(byte[] image) throws IOException {
    VolumeScanner scanner =
        new VolumeScanner(ImageOptions.DEFAULTS, new ChunkCache(1 << 20), ImageFolder.NONE);
    return scanner.find(new Content.BlockDevice(new ArraySource(image))).data().stream()
        .flatMap(volume -> volume.views().stream())
        .map(VolumeView::name)
        .toList();
  }

  @Test
  void areTheVolumeWhereNothingElseIs() throws IOException {
    assertThat(views(image), contains("hfsplus"));
  }

  @ParameterizedTest
  @CsvSource({"3,'NTFS    '", "32,NXSB", "54,'FAT16   '", "82,'FAT32   '"})
  void areNotTheVolumeWhereAnotherFileSystemWasMade(int offset, String signature)
      throws IOException {
    byte[] text = signature.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, image, offset, text.length);
    assertThat(views(image), not(contains("hfsplus")));
  }

  @Test
  void areNotTheVolumeWhereExtWasMade() throws IOException {
    image[1024] = 1; //        s_inodes_count
    image[1024 + 33] = 0x20; // s_blocks_per_group
    image[1024 + 56] = 0x53; // s_magic
    image[1024 + 57] = (byte) 0xEF;
    assertThat(views(image), not(contains("hfsplus")));
  }
}
