package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ZisofsSourceTest {
  private static final int SHIFT = 15;
  private static final int BLOCK = 1 << SHIFT;

  private final byte[] data = data();

  private static byte[] data() {
    byte[] data = new byte[3 * BLOCK + 1000];
    new Random(7).nextBytes(data);
    Arrays.fill(data, BLOCK, 2 * BLOCK, (byte) 0);
    return data;
  }

  @Test
  void bothVersionsDecode() throws IOException {
    for (int version = 1; version <= 2; version++) {
      ByteSource source = open(compress(version), version, data.length);
      ByteBuffer all = ByteBuffer.allocate(data.length);
      source.readFully(0, all);
      assertThat(Arrays.equals(all.array(), data), is(true));
    }
  }

  @Test
  void readsAcrossABlockFromTheMiddle() throws IOException {
    ByteBuffer part = ByteBuffer.allocate(BLOCK);
    open(compress(1), 1, data.length).readFully(BLOCK / 2, part);
    assertThat(part.array(), is(Arrays.copyOfRange(data, BLOCK / 2, BLOCK / 2 * 3)));
  }

  @Test
  void anotherMagicNumberIsRefused() throws IOException {
    byte[] stored = compress(1);
    assertThrows(MalformedImageException.class, () -> open(stored, 2, data.length));
  }

  @Test
  void aSizeThatTheTableCannotHoldIsRefused() throws IOException {
    byte[] stored = compress(2);
    assertThrows(MalformedImageException.class, () -> open(stored, 2, 1L << 62));
    assertThrows(MalformedImageException.class, () -> open(stored, 2, Long.MAX_VALUE));
  }

  @Test
  void brokenDataFailToRead() throws IOException {
    byte[] stored = compress(1);
    Arrays.fill(stored, 60, 100, (byte) 0x55);
    ByteSource source = open(stored, 1, data.length);
    assertThrows(MalformedImageException.class, () -> source.read(0, ByteBuffer.allocate(10)));
  }

  private static ByteSource open(byte[] stored, int version, long size) throws IOException {
    int header = version == 1 ? 16 : 24;
    ChunkCache cache = new ChunkCache(1 << 20);
    return ZisofsSource.open(new ArraySource(stored), version, header, SHIFT, size, cache);
  }

  private byte[] compress(int version) throws IOException {
    int header = version == 1 ? 16 : 24;
    int pointer = version == 1 ? 4 : 8;
    int blocks = (data.length + BLOCK - 1) / BLOCK;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteBuffer head =
        ByteBuffer.allocate(header + (blocks + 1) * pointer).order(ByteOrder.BIG_ENDIAN);
    head.putLong(version == 1 ? 0x37E45396C9DBD607L : 0xEF2255A1BC1B95A0L);
    head.order(ByteOrder.LITTLE_ENDIAN).position(header);
    for (int i = 0; i <= blocks; i++) {
      int at = head.capacity() + packed.size();
      if (version == 1) {
        head.putInt(at);
      } else {
        head.putLong(at);
      }
      if (i < blocks && i != 1) {
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
          out.write(data, i * BLOCK, Math.min(BLOCK, data.length - i * BLOCK));
        }
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.array());
    all.writeBytes(packed.toByteArray());
    return all.toByteArray();
  }
}
