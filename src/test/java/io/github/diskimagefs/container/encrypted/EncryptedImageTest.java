package io.github.diskimagefs.container.encrypted;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.image.EncryptedImage;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedImageTest {
  private static final String PASSWORD = "correct höm horse";

  private final FileSystem host = Jimfs.newFileSystem(Configuration.unix());
  private final byte[] content = content();
  private final byte[] volume = HfsPlusImage.named("Secret").file("f", content).bytes();

  private static byte[] content() {
    byte[] content = new byte[200_001];
    new Random(5).nextBytes(content);
    return content;
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private Path write(byte[] image) throws IOException {
    return Files.write(host.getPath("a.dmg"), image);
  }

  private void opens(byte[] image) throws IOException {
    Path file = write(image);
    for (Object password : new Object[] {PASSWORD, PASSWORD.toCharArray()}) {
      try (FileSystem shown = DiskImages.open(file, Map.of("password", password))) {
        assertThat(Files.readAllBytes(shown.getPath("f")), is(content));
      }
    }
    assertThrows(AccessDeniedException.class, () -> DiskImages.open(file));
    assertThrows(
        AccessDeniedException.class, () -> DiskImages.open(file, Map.of("password", "wrong")));
  }

  @ParameterizedTest
  @CsvSource({"128,4096", "256,512", "256,65536"})
  void opensVersion2(int bits, int blockSize) throws IOException {
    opens(EncryptedImage.of(volume).password(PASSWORD).aes(bits).blocks(blockSize).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 192, 256})
  void opensVersion1(int bits) throws IOException {
    opens(EncryptedImage.of(volume).password(PASSWORD).aes(bits).bytesOfVersion1());
  }

  @ParameterizedTest
  @CsvSource({"128,128", "192,128", "256,128", "192,256", "256,256"})
  void opensKeysWrappedWithAes(int wrapBits, int bits) throws IOException {
    EncryptedImage image = EncryptedImage.of(volume).password(PASSWORD).aes(bits);
    opens(image.wrappedWithAes(wrapBits).bytes());
  }

  @Test
  void otherAlgorithmsAreUnsupported() throws IOException {
    byte[] version1 = EncryptedImage.of(volume).password(PASSWORD).bytesOfVersion1();
    ByteBuffer.wrap(version1).putInt(version1.length - 1276 + 0x60, 17);
    byte[] version2 = EncryptedImage.of(volume).password(PASSWORD).bytes();
    ByteBuffer.wrap(version2).putInt(256 + 88, 3);
    for (byte[] image : new byte[][] {version1, version2}) {
      assertThrows(
          UnsupportedImageException.class,
          () -> DiskImages.open(write(image), Map.of("password", PASSWORD)));
    }
  }

  @Test
  void opensTheUdifImageInside() throws IOException {
    byte[] udif = UdifImage.of(volume).bytes();
    opens(EncryptedImage.of(udif).password(PASSWORD).bytes());
  }

  @Test
  void manyPasswordsAreNoMoreWorkThanOne() throws IOException {
    byte[] image = EncryptedImage.of(volume).password(PASSWORD).bytes();
    ByteBuffer header = ByteBuffer.wrap(image);
    header.putInt(72, 9).putInt(256 + 8, 500_000);
    byte[] pointer = Arrays.copyOfRange(image, 76, 76 + 20);
    for (int i = 1; i < 9; i++) {
      header.put(76 + 20 * i, pointer);
    }
    assertThrows(
        UnsupportedImageException.class,
        () -> DiskImages.open(write(image), Map.of("password", PASSWORD)));
  }

  @Test
  void damagedHeadersEndInIoExceptionsOnly() throws IOException {
    byte[] audio = EncryptedImage.of(volume).password(PASSWORD).bytes();
    Random random = new Random(9);
    for (int round = 0; round < 300; round++) {
      byte[] broken = audio.clone();
      broken[random.nextInt(76 + 20)] = (byte) random.nextInt();
      broken[256 + random.nextInt(104)] = (byte) random.nextInt(3);
      try (FileSystem shown = DiskImages.open(write(broken), Map.of("password", PASSWORD))) {
        Files.readAllBytes(shown.getPath("f"));
      } catch (IOException e) {
        assertThat(e.getMessage(), e.getMessage() != null);
      }
    }
  }
}
