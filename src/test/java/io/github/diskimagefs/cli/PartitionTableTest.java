package io.github.diskimagefs.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of partitions that {@code info} prints. */
class PartitionTableTest {
  private static final int SECTOR = 512;

  @TempDir Path folder;

  @Test
  void partitionsStandInTheColumnsOfFdisk() throws IOException {
    byte[] volume = FatImage.of(12).label("BOOT").file("/A.TXT", "a").bytes();
    int count = volume.length / SECTOR;
    byte[] disk = new byte[(8 + count + 100) * SECTOR];
    System.arraycopy(volume, 0, disk, 8 * SECTOR, volume.length);
    PartitionMap.on(disk).mbr(0, 0x01, 8, count).mbr(1, 0x83, 8 + count, 100);
    disk[446] = (byte) 0x80;
    Path image = Files.write(folder.resolve("disk.img"), disk);
    int end = 8 + count;
    assertThat(
        PartitionTable.lines(DiskImages.describe(image)).stream()
            .map(line -> line.replaceAll(" +", " "))
            .toList(),
        contains(
            "Partition Boot Start End Sectors Size Type Holds",
            "MBR 1 * 8 %d %d %s 01 (FAT12) volume 1 fat12 \"BOOT\""
                .formatted(end - 1, count, Listing.humanReadable(volume.length)),
            "MBR 2 %d %d 100 50K 83 (Linux)".formatted(end, end + 99)));
  }

  @Test
  void anImageWithoutPartitionsHasNoTable() throws IOException {
    Path image = IsoImage.named("PLAIN").file("/a", "a").writeTo(folder.resolve("plain.iso"));
    assertThat(PartitionTable.lines(DiskImages.describe(image)), empty());
  }
}
