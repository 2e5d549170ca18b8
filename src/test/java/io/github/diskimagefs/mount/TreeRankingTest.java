package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** By default a disc shows the tree that holds most. */
class TreeRankingTest {
  private static final int FIRST = 32768;
  private static final int SECTOR = 2048;

  private static String type(byte[] image) throws IOException {
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix());
        FileSystem disc = DiskImages.open(Files.write(host.getPath("/disc.iso"), image))) {
      return disc.getFileStores().iterator().next().type();
    }
  }

  private static UdfImage udf() {
    return UdfImage.named("DEMO").file("/a.txt", "alpha".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bridge(IsoImage tree, UdfImage udf) {
    byte[] bridge = udf.toBytes();
    byte[] iso = tree.room(3).build();
    byte[] recognition = Arrays.copyOfRange(bridge, FIRST, FIRST + 3 * SECTOR);
    int room = FIRST;
    while (iso[room] != (byte) 255) {
      room += SECTOR;
    }
    System.arraycopy(iso, FIRST, bridge, FIRST, iso.length - FIRST);
    System.arraycopy(recognition, 0, bridge, room + SECTOR, recognition.length);
    return bridge;
  }

  @Test
  void rockRidgeIsShownWhereItHoldsAll() throws IOException {
    assertThat(type(bridge(IsoImage.named("D").file("/a.txt", "alpha"), udf())), is("rockridge"));
  }

  @Test
  void udfIsShownWhereRockRidgeIsEmpty() throws IOException {
    assertThat(type(bridge(IsoImage.named("D").withoutJoliet(), udf())), is("udf"));
  }

  @Test
  void udfIsShownWhereRockRidgeLacksFolders() throws IOException {
    UdfImage full = udf().file("/docs/b.txt", new byte[3]);
    IsoImage some = IsoImage.named("D").file("/a.txt", "alpha").withoutJoliet();
    assertThat(type(bridge(some, full)), is("udf"));
  }

  @Test
  void filesWithoutContentDoNotCount() throws IOException {
    UdfImage links = udf().file("/boot.catalog", new byte[0]);
    IsoImage tree = IsoImage.named("D").file("/a.txt", "alpha");
    assertThat(type(bridge(tree, links)), is("rockridge"));
  }

  @Test
  void jolietIsShownWhereRockRidgeHasNoNames() throws IOException {
    byte[] image = IsoImage.named("D").file("/a lower name.txt", "alpha").build();
    for (int i = FIRST; i < image.length - 4; i++) {
      if (image[i] == 'N' && image[i + 1] == 'M' && image[i + 3] == 1) {
        image[i] = 'X';
      }
    }
    assertThat(type(image), is("joliet"));
  }
}
