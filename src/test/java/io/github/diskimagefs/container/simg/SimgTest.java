package io.github.diskimagefs.container.simg;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.SimgImage;
import io.github.diskimagefs.image.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimgTest {
  private static Container open(byte[] image) throws IOException {
    ImageFile file = new ImageFile("a.img", new ArraySource(image), null, new ChunkCache(1 << 20));
    assertThat(new SimgFormat().probe(file), is(true));
    return new SimgFormat().open(file, TestContext.of(Map.of()));
  }

  private static byte[] read(byte[] image) throws IOException {
    ByteSource disk = TestContext.disk(open(image));
    ByteBuffer all = ByteBuffer.allocate((int) disk.size());
    disk.readFully(0, all);
    return all.array();
  }

  private static byte[] filled(int length, int... pattern) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) pattern[i % pattern.length];
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  @Test
  void chunksOfAllTypesAreRead() throws IOException {
    byte[] raw = filled(1024, 1, 2, 3, 4, 5);
    byte[] image = new SimgImage(512).raw(raw).fill(0x04030201, 3).hole(2).crc(77).raw(raw).build();
    byte[] expected = join(raw, filled(1536, 1, 2, 3, 4), new byte[1024], raw);
    assertThat(read(image), is(expected));
    ByteBuffer odd = ByteBuffer.allocate(5);
    TestContext.disk(open(image)).readFully(1024 + 3, odd);
    assertThat(odd.array(), is(new byte[] {4, 1, 2, 3, 4}));
  }

  @Test
  void longerHeadersAreSkipped() throws IOException {
    byte[] raw = filled(512, 9);
    assertThat(
        read(new SimgImage(512).headers(40, 16).raw(raw).hole(1).build()),
        is(join(raw, new byte[512])));
  }

  @Test
  void theChecksumIsCompared() throws IOException {
    byte[] raw = filled(512, 9);
    for (boolean right : new boolean[] {true, false}) {
      List<String> results = new ArrayList<>();
      open(new SimgImage(512).raw(raw).hole(1).checksum(right ? 0 : 1).build())
          .verify((part, status, detail) -> results.add(part + " " + status));
      assertThat(results, is(List.of("disk " + (right ? "VALID" : "DAMAGED"))));
    }
  }

  @Test
  void checksumsOfChunksAreCompared() throws IOException {
    for (boolean holes : new boolean[] {true, false}) {
      for (int wrong : new int[] {0, 1}) {
        byte[] image =
            new SimgImage(512)
                .raw(filled(512, 9))
                .crcSoFar(holes, 0)
                .hole(3)
                .fill(7, 2)
                .crcSoFar(holes, wrong)
                .hole(1)
                .build();
        List<String> results = new ArrayList<>();
        open(image).verify((part, status, detail) -> results.add(part + " " + status));
        assertThat(results, is(List.of("chunks " + (wrong == 0 ? "VALID" : "DAMAGED"))));
      }
    }
  }

  @Test
  void brokenChunksAreErrors() {
    byte[] good = new SimgImage(512).raw(new byte[512]).fill(1, 1).hole(2).build();
    for (int offset : new int[] {16, 12, 28, 32, 36, 28 + 12 + 512, 28 + 12 + 512 + 4}) {
      byte[] bad = good.clone();
      bad[offset] = (byte) (bad[offset] + 3);
      assertThrows(MalformedImageException.class, () -> open(bad), "offset " + offset);
    }
    byte[] cut = Arrays.copyOf(good, 300);
    assertThrows(MalformedImageException.class, () -> read(cut));
  }

  @Test
  void aDiskThatPassesItsChunksIsAnError() {
    byte[] image = new SimgImage(512).raw(new byte[512]).blocks(9).build();
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> open(image));
    assertThat(e.getMessage(), containsString("9 blocks"));
  }

  @Test
  void otherVersionsAreNamed() {
    byte[] image = new SimgImage(512).hole(1).build();
    image[4] = 2;
    UnsupportedImageException e = assertThrows(UnsupportedImageException.class, () -> open(image));
    assertThat(e.getMessage(), containsString("version 2"));
  }
}
