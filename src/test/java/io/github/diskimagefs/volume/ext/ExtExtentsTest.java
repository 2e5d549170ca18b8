package io.github.diskimagefs.volume.ext;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.Extent;
import io.github.diskimagefs.image.ExtImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtExtentsTest extends ExtVolumes {

  private static List<Extent> extents(FileSystem files, String path) throws IOException {
    @SuppressWarnings("unchecked")
    List<Extent> extents = (List<Extent>) Files.getAttribute(files.getPath(path), "image:extents");
    return extents;
  }

  @Test
  void neighbouringBlocksAreOneExtentAndHolesAreNone(@TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("classic.img"), ExtImages.classic());
    try (FileSystem files = DiskImages.open(image, Map.of())) {
      // The indirect blocks are between those of the file: 12, 256 and 22 blocks.
      assertThat(extents(files, "/numbers"), hasSize(3));
      List<Extent> hole = extents(files, "/hole");
      assertThat(hole, hasSize(1));
      assertThat(hole.get(0).position(), is(292L * 1024));
    }
  }
}
