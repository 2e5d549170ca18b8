package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.image.ZisofsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZisofsSourceTest {
  private static final int SHIFT = ZisofsFile.SHIFT;
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
    int header = ZisofsFile.headerSize(version);
    ChunkRange range = ChunkRange.own(new ChunkCache(1 << 20));
    return ZisofsSource.open(new ArraySource(stored), version, header, SHIFT, size, range);
  }

  private byte[] compress(int version) {
    return ZisofsFile.pack(data, version);
  }
}
