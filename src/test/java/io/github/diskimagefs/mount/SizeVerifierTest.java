package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.ImageInfo;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies of disks that were cut, though every file in them can be read. */
class SizeVerifierTest {
  private static final int START = 64;

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final byte[] volume = FatImage.of(16).file("/f", "x").bytes();
  private final int sectors = volume.length / 512;
  private final byte[] disk = new byte[2 * volume.length + 128 * 512];

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(byte[] image) throws IOException {
    return Files.write(host.getPath("/disk.img"), image);
  }

  private List<String> damaged(byte[] image) throws IOException {
    return parts(image, VerifyStatus.DAMAGED);
  }

  private List<String> unchecked(byte[] image) throws IOException {
    return parts(image, VerifyStatus.NOT_CHECKED);
  }

  private List<String> parts(byte[] image, VerifyStatus status) throws IOException {
    return DiskImages.verify(write(image), Map.of()).parts().stream()
        .filter(part -> part.status() == status && !part.part().equals("data"))
        .map(PartResult::part)
        .toList();
  }

  private void addVolume(int sector) {
    System.arraycopy(volume, 0, disk, sector * 512, volume.length);
  }

  private PartitionMap map() {
    addVolume(START);
    addVolume(START + sectors);
    return PartitionMap.on(disk);
  }

  private byte[] guidDisk() {
    return map()
        .guid(512, "first", START, START + sectors - 1)
        .guid(512, "second", START + sectors, START + 2 * sectors - 1)
        .disk();
  }

  private byte[] cut(byte[] image, int length) {
    return Arrays.copyOf(image, length);
  }

  @Test
  void aWholeDiskLacksNothing() throws IOException {
    assertThat(damaged(guidDisk()), is(empty()));
    assertThat(unchecked(guidDisk()), is(empty()));
  }

  @Test
  void aPartitionThatStartsAfterTheEndIsMissing() throws IOException {
    byte[] cut = cut(guidDisk(), (START + sectors) * 512);
    assertThat(damaged(cut), contains("GPT 2 \"second\""));
    ImageInfo.Disk described = DiskImages.describe(write(cut)).disk().orElseThrow();
    assertThat(described.partitions().get(1).name(), is("second"));
  }

  @Test
  void aPartitionThatPassesTheEndLacksBytesAndSoDoesItsVolume() throws IOException {
    byte[] cut = cut(guidDisk(), (START + 2 * sectors) * 512 - 4096);
    assertThat(damaged(cut), is(empty()));
    assertThat(unchecked(cut), contains("GPT 2 \"second\"", "volume 2 size"));
  }

  @Test
  void aPartitionOfABootRecordIsMissing() throws IOException {
    byte[] image = map().mbr(0, 0x0E, START, sectors).mbr(1, 0x0E, START + sectors, sectors).disk();
    assertThat(damaged(image), is(empty()));
    assertThat(damaged(cut(image, (START + sectors) * 512)), contains("MBR 2"));
  }

  @Test
  void aVolumeWithoutPartitionsLacksBytes() throws IOException {
    byte[] cut = cut(volume, volume.length - 512);
    assertThat(damaged(cut), is(empty()));
    assertThat(unchecked(cut), contains("volume 1 size"));
  }

  @Test
  void theMapOfAHybridMayPassItsEnd() throws IOException {
    byte[] iso = IsoImage.named("v").file("/f", "x").build();
    byte[] hybrid = PartitionMap.on(iso).mbr(0, 0x17, 0, iso.length / 512 + 4096).disk();
    assertThat(damaged(hybrid), is(empty()));
  }
}
