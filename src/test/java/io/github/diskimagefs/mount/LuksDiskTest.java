package io.github.diskimagefs.mount;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.image.FatImage;
import io.github.diskimagefs.image.LuksImage;
import io.github.diskimagefs.image.PartitionMap;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Disks and partitions that LUKS encrypts. */
class LuksDiskTest {
  private static final int START = 64;
  private static final Map<String, ?> PASSWORD = Map.of("password", "secret");

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final byte[] volume = FatImage.of(12).file("/f", "x").bytes();
  private final LuksImage encrypted = new LuksImage(volume);

  LuksDiskTest() throws IOException, GeneralSecurityException {}

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(byte[] image) throws IOException {
    return Files.write(host.getPath("/disk.img"), image);
  }

  private byte[] partitioned() {
    byte[] luks = encrypted.bytes();
    byte[] disk = new byte[START * 512 + luks.length + volume.length];
    System.arraycopy(luks, 0, disk, START * 512, luks.length);
    System.arraycopy(volume, 0, disk, START * 512 + luks.length, volume.length);
    int second = START + luks.length / 512;
    return PartitionMap.on(disk)
        .mbr(0, 0x83, START, luks.length / 512)
        .mbr(1, 0x0C, second, volume.length / 512)
        .disk();
  }

  private void assertShows(byte[] image) throws IOException {
    try (FileSystem shown = DiskImages.open(write(image), PASSWORD)) {
      assertThat(Files.readString(shown.getPath("/f")), is("x"));
    }
  }

  @Test
  void aDiskOpensByItsPassword() throws IOException {
    assertShows(encrypted.bytes());
  }

  @Test
  void aPartitionOpensByItsPassword() throws IOException {
    assertShows(partitioned());
    assertThat(
        DiskImages.describe(write(partitioned()), PASSWORD).volumes().get(0).type().orElseThrow(),
        containsString("fat"));
  }

  @Test
  void aMissingOrWrongPasswordIsDenied() throws IOException {
    Path image = write(encrypted.bytes());
    Exception e = assertThrows(AccessDeniedException.class, () -> DiskImages.open(image));
    assertThat(e.getMessage(), containsString("LUKS"));
    Map<String, ?> wrong = Map.of("password", "Secret");
    assertThrows(AccessDeniedException.class, () -> DiskImages.open(image, wrong));
  }

  @Test
  void otherPartitionsNeedNoPassword() throws IOException {
    Path image = write(partitioned());
    try (FileSystem shown = DiskImages.open(image)) {
      assertThat(Files.readString(shown.getPath("/f")), is("x"));
    }
    assertThat(
        DiskImages.verify(image, Map.of()).parts().get(0).status(), is(VerifyStatus.NOT_CHECKED));
  }

  @Test
  void otherVersionsAreNamed() throws IOException {
    encrypted.buffer().putShort(6, (short) 2);
    Path image = write(encrypted.bytes());
    Exception e =
        assertThrows(UnsupportedImageException.class, () -> DiskImages.open(image, PASSWORD));
    assertThat(e.getMessage(), containsString("LUKS version 2"));
  }
}
