package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import io.github.diskimagefs.image.UdfImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of a hybrid disc that only fill its space, as xorriso names them Gap0 and Gap1. */
class GapPartitionTest {
  private static final int SECTOR = 2048;

  /** Sectors of a file before the image in the partition. */
  private static final int SHIFT = 4;

  @TempDir Path folder;

  private Path hybrid(int shift) throws IOException {
    byte[] iso = IsoImage.named("HYBRID").file("/a.txt", "hello").build();
    byte[] udf = UdfImage.named("NESTED").file("/b.txt", new byte[] {1}).toBytes();
    int start = iso.length / SECTOR;
    byte[] disk = Arrays.copyOf(iso, (start + shift) * SECTOR + udf.length);
    System.arraycopy(udf, 0, disk, (start + shift) * SECTOR, udf.length);
    PartitionMap.on(disk).mbr(0, 0x83, start * 4, (disk.length - start * SECTOR) / 512);
    return Files.write(folder.resolve("hybrid" + shift + ".iso"), disk);
  }

  @Test
  void anImageAmongTheFilesOfAGapIsNoDamagedVolume() throws IOException {
    Path image = hybrid(SHIFT);
    assertThat(DiskImages.describe(image).volumes(), hasSize(1));
    assertThat(DiskImages.verify(image, Map.of()).status(), is(not(VerifyStatus.DAMAGED)));
  }

  @Test
  void anImageAtTheStartOfAPartitionIsAVolume() throws IOException {
    assertThat(DiskImages.describe(hybrid(0)).volumes(), hasSize(2));
  }
}
