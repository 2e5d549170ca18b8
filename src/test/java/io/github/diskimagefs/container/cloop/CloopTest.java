package io.github.diskimagefs.container.cloop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.PackedDiscs;
import io.github.diskimagefs.image.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloopTest {
  private static final byte[] DISK = disk();

  private static byte[] disk() {
    byte[] disk = new byte[70_000 / 512 * 512];
    new Random(1).nextBytes(disk);
    Arrays.fill(disk, 5000, 50_000, (byte) 7);
    return disk;
  }

  private static ImageFile file(byte[] image) {
    return new ImageFile("KNOPPIX", new ArraySource(image), null, new ChunkCache(1 << 20));
  }

  private static ByteSource open(byte[] image) throws IOException {
    assertThat(new CloopFormat().probe(file(image)), is(true));
    return TestContext.disk(new CloopFormat().open(file(image), TestContext.of(Map.of())));
  }

  private static byte[] read(byte[] image) throws IOException {
    ByteSource disk = open(image);
    ByteBuffer all = ByteBuffer.allocate((int) disk.size());
    disk.readFully(0, all);
    return all.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 2048, 65_536})
  void blocksOfAnySizeAreInflated(int blockSize) throws IOException {
    byte[] all = read(PackedDiscs.cloop(DISK, blockSize));
    assertThat(all.length, is((DISK.length + blockSize - 1) / blockSize * blockSize));
    assertThat(Arrays.equals(Arrays.copyOf(all, DISK.length), DISK), is(true));
  }

  @ParameterizedTest
  @CsvSource({"128, 0", "128, 1000", "128, 2147483647", "132, 0", "132, -1", "140, -1", "140, 9"})
  void wrongFieldsAreRefused(int offset, int value) {
    byte[] image = PackedDiscs.cloop(DISK, 2048);
    ByteBuffer.wrap(image).putInt(offset, value);
    assertThrows(MalformedImageException.class, () -> read(image));
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] image = PackedDiscs.cloop(DISK, 2048);
    image[12] = '1';
    Exception e = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(e.getMessage(), containsString("cloop version 1.0"));
  }
}
