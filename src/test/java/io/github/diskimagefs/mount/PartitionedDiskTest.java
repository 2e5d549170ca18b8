package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks of several partitions: selection and description of their volumes. */
class PartitionedDiskTest {
  private static final int SECTOR = 4096;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final byte[] disk = new byte[4 << 20];

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  /** Puts a volume onto the disk; returns the number of its sectors. */
  private int volume(int sector, String label) {
    byte[] volume = HfsPlusImage.named(label).file("name", label).bytes();
    System.arraycopy(volume, 0, disk, sector * SECTOR, volume.length);
    return (volume.length + SECTOR - 1) / SECTOR;
  }

  private Path write() throws IOException {
    return Files.write(host.getPath("/disk.img"), disk);
  }

  private Path guidDisk() throws IOException {
    int first = volume(16, "System");
    int second = volume(300, "data");
    PartitionMap.on(disk)
        .guid(SECTOR, "Data", 16, 15 + first)
        .guid(SECTOR, "Küche", 300, 299 + second)
        .mbr(1, 0xAF, 300, second);
    return write();
  }

  @ParameterizedTest
  @CsvSource({
    "1,System",
    "2,data",
    "System,System",
    "data,data",
    "Data,System",
    "Küche,data",
    "SYSTEM,System",
    "KÜCHE,data",
    "DATA,data"
  })
  void labelsAndNamesSelectVolumesAsIndexesDo(String volume, String label) throws IOException {
    try (FileSystem shown = DiskImages.open(guidDisk(), Map.of("volume", volume))) {
      assertThat(Files.readString(shown.getPath("/name")), is(label));
    }
  }

  @Test
  void otherNamesAreNotInTheImage() throws IOException {
    Path image = guidDisk();
    assertThrows(
        NotInImageException.class, () -> DiskImages.open(image, Map.of("volume", "Other")));
  }

  @Test
  void aDamagedVolumeDoesNotKeepOthersFromTheirNames() throws IOException {
    guidDisk();
    disk[16 * SECTOR + 1024 + 40] ^= 0x55; // its block size
    try (FileSystem shown = DiskImages.open(write(), Map.of("volume", "data"))) {
      assertThat(Files.readString(shown.getPath("/name")), is("data"));
    }
  }

  @Test
  void partitionsAreDescribedByTypeAndPlace() throws IOException {
    ImageInfo.Volume second = DiskImages.describe(guidDisk()).volumes().get(1);
    assertThat(second.place(), is("GPT 2 \"Küche\""));
    assertThat(
        second.properties().get("partition type"),
        is("48465300-0000-11aa-aa11-00306543ecac (Apple HFS+)"));
    assertThat(second.properties().get("partition offset"), is(300 * SECTOR + " bytes"));
  }

  @Test
  void theTableOfPartitionsIsDescribed() throws IOException {
    ImageInfo.Disk described = DiskImages.describe(guidDisk()).disk().orElseThrow();
    assertThat(described.size(), is((long) disk.length));
    ImageInfo.Partition second = described.partitions().get(1);
    assertThat(second.place(), is("GPT 2 \"Küche\""));
    assertThat(second.name(), is("Küche"));
    assertThat(second.start(), is(300L * SECTOR));
    assertThat(second.active(), is(false));
    assertThat(second.volumes(), contains(2));
  }

  @Test
  void positionsInPartitionsOfPartitionsDoNotWrap() throws IOException {
    byte[] inner = new byte[64 << 10];
    long last = Long.MAX_VALUE / 512 - 1;
    PartitionMap.on(inner).guid(512, "Far", last, last);
    System.arraycopy(inner, 0, disk, 64 * 512, inner.length);
    PartitionMap.on(disk).mbr(0, 0x83, 64, inner.length / 512);
    Path image = write();
    ImageInfo.Disk described = DiskImages.describe(image).disk().orElseThrow();
    assertThat(
        described.partitions().stream().map(ImageInfo.Partition::start).toList(),
        contains(64 * 512L, Long.MAX_VALUE));
    assertThat(DiskImages.verify(image, Map.of()).status(), is(VerifyStatus.DAMAGED));
  }

  @Test
  void aMasterBootRecordMayCountSectorsOf4096Bytes() throws IOException {
    int count = volume(200, "Large");
    PartitionMap.on(disk).bootRecordsOf(SECTOR).mbr(0, 0xAF, 200, count);
    Path image = write();
    try (FileSystem shown = DiskImages.open(image)) {
      assertThat(Files.readString(shown.getPath("/name")), is("Large"));
    }
    ImageInfo.Volume volume = DiskImages.describe(image).volumes().get(0);
    assertThat(volume.properties().get("partition type"), is("af (Apple HFS or HFS+)"));
  }

  @Test
  void theBackupOfAGuidTableIsEnough() throws IOException {
    guidDisk();
    Arrays.fill(disk, 0, 4 * SECTOR, (byte) 0);
    try (FileSystem shown = DiskImages.open(write(), Map.of("volume", "Küche"))) {
      assertThat(Files.readString(shown.getPath("/name")), is("data"));
    }
  }

  @Test
  void readsDisksOfTheMacintoshPlus() throws IOException {
    int count = volume(8, "Plus");
    PartitionMap.on(disk).oldApple(0, "TFS1", 64, count * SECTOR / 512);
    try (FileSystem shown = DiskImages.open(write())) {
      assertThat(Files.readString(shown.getPath("/name")), is("Plus"));
    }
  }
}
