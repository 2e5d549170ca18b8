package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.NotInImageException;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The volume that the root shows, on disks of several. */
class MainVolumeTest {
  private static final int EFI = 0xEF;
  private static final int RECOVERY = 0x27;
  private static final int FAT = 0x0C;
  private static final int FIRST = 64;

  private static String main(byte[] disk, Map<String, ?> env) throws IOException {
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(host.getPath("/disk.img"), disk);
      try (FileSystem image = DiskImages.open(file, env)) {
        return Files.readString(image.getPath("/name"));
      }
    }
  }

  private static byte[] disk(int firstType, int secondType) {
    byte[] one = FatImage.of(12).label("ONE").file("/name", "one").bytes();
    byte[] two = FatImage.of(12).label("TWO").file("/name", "two").bytes();
    int sectors = one.length / 512;
    byte[] disk = new byte[(FIRST + 2 * sectors) * 512];
    System.arraycopy(one, 0, disk, FIRST * 512, one.length);
    System.arraycopy(two, 0, disk, (FIRST + sectors) * 512, two.length);
    return PartitionMap.on(disk)
        .mbr(0, firstType, FIRST, sectors)
        .mbr(1, secondType, FIRST + sectors, sectors)
        .disk();
  }

  @ParameterizedTest
  @CsvSource({FAT + "," + FAT + ",one", EFI + "," + FAT + ",two", RECOVERY + "," + FAT + ",two"})
  void isTheFirstThatDoesNotStartOrRepairASystem(int first, int second, String name)
      throws IOException {
    assertThat(main(disk(first, second), Map.of()), is(name));
  }

  @Test
  void isAnEfiSystemPartitionIfThereIsNoOther() throws IOException {
    assertThat(main(disk(EFI, RECOVERY), Map.of()), is("one"));
    byte[] disk = disk(EFI, FAT);
    disk[(FIRST + (disk.length / 512 - FIRST) / 2) * 512 + 11] = 3; // the sector size
    assertThat(main(disk, Map.of()), is("one"));
  }

  @Test
  void isWhatTheCallerChooses() throws IOException {
    assertThat(main(disk(EFI, FAT), Map.of("volume", "1")), is("one"));
    assertThat(main(disk(EFI, FAT), Map.of("volume", "ONE")), is("one"));
  }

  @Test
  void aSnapshotThatTheImageDoesNotHaveIsRefused() {
    NotInImageException error =
        assertThrows(
            NotInImageException.class, () -> main(disk(FAT, FAT), Map.of("snapshot", "before")));
    assertThat(error.getMessage(), containsString("before"));
    assertThrows(
        NotInImageException.class,
        () -> main(disk(FAT, FAT), Map.of("snapshot", "before", "view", "raw")));
  }

  @Test
  void allVolumesHaveAFolderEvenIfOneCannotBeOpened() throws IOException {
    byte[] disk = disk(FAT, FAT);
    disk[FIRST * 512 + 11] = 3; // the sector size
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(host.getPath("/disk.img"), disk);
      try (FileSystem image = DiskImages.open(file, Map.of("volume", "all"));
          Stream<Path> folders = Files.list(image.getPath("/"))) {
        List<Path> names = folders.toList();
        assertThat(names, hasSize(2));
        assertThat(Files.exists(names.get(0).resolve("name")), is(false));
        assertThat(Files.readString(names.get(1).resolve("name")), is("two"));
      }
    }
  }
}
