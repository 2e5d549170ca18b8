package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.image.ApfsVolumeImage;
import io.github.diskimagefs.image.CountingHost;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads at the host by which an APFS container is opened. */
class ApfsOpeningTest {
  /**
   * Blocks of the container, its checkpoint and object map, of the volume and its object map, one
   * for each level of the trees that a lookup passes, and the reads that recognise the format.
   */
  private static final int MAX_READS = 80;

  /** Lookups of records whose paths through the tree of 3000 files have two more levels. */
  private static final int MAX_LOOKUPS = 16;

  /** Half of it is the search for the trailer of UDIF, which zeros may follow. */
  private static final long MAX_BYTES = 2 << 20;

  @TempDir Path folder;

  private CountingHost open(int files, long size) throws IOException {
    ApfsVolumeImage volume = ApfsImage.named("Counted").recordsInANode(20);
    for (int i = 0; i < files; i++) {
      volume.file("file" + i, "");
    }
    Path image = Files.write(folder.resolve(files + ".img"), volume.bytes());
    CountingHost host = new CountingHost(image, Math.max(size, Files.size(image)));
    try (FileSystem opened = DiskImages.open(host.file(), Map.of("hostCacheBytes", 0))) {
      assertThat(opened.isOpen(), is(true));
    }
    return host;
  }

  @Test
  void aBoundedNumberOfBlocksIsReadWhateverTheSize() throws IOException {
    for (int files : new int[] {10, 300, 3000}) {
      CountingHost host = open(files, 20L << 30);
      assertThat(host.reads().size(), lessThanOrEqualTo(MAX_READS));
      assertThat(host.bytesRead(), lessThanOrEqualTo(MAX_BYTES));
    }
  }

  @Test
  void manyFilesCostNoMoreThanTheLevelsOfTheTree() throws IOException {
    int few = open(10, 0).reads().size();
    int many = open(3000, 0).reads().size();
    assertThat(many, lessThanOrEqualTo(few + 2 * MAX_LOOKUPS));
  }
}
