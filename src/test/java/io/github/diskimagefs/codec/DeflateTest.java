package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
  private static final int LENGTH = 500_000;

  private static byte[] data(int length, int seed) {
    byte[] data = new byte[length];
    new Random(seed).nextBytes(data);
    return data;
  }

  private static Struct packed(byte[] data) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(data);
    }
    return Struct.of("chunk", packed.toByteArray(), 0, ByteOrder.BIG_ENDIAN);
  }

  /** Decodes into an array that was used before. */
  private static byte[] whole(Struct packed, int length) throws IOException {
    byte[] chunk = new byte[length];
    Arrays.fill(chunk, (byte) 0x55);
    Deflate.fill(chunk, packed, true);
    return chunk;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_520, 65_536, 131_072, 131_073, LENGTH})
  void chunksOfAnySizeDecode(int length) throws IOException {
    for (byte[] data : List.of(data(length, 1), new byte[length])) {
      byte[] target = new byte[length];
      assertThat(whole(packed(data), length), is(data));
      assertThat(Deflate.decode(packed(data), target, true), is(length));
      assertThat(target, is(data));
    }
  }

  @Test
  void theStartOfALongerChunkDecodes() throws IOException {
    byte[] data = data(LENGTH, 2);
    byte[] target = new byte[300_000];
    Deflate.decode(packed(data), target, 10, 200_000, true);
    assertThat(Arrays.copyOfRange(target, 10, 200_010), is(Arrays.copyOf(data, 200_000)));
    assertThat(target[200_010], is((byte) 0));
  }

  @Test
  void dataThatAreCutOrChangedAreRefused() throws IOException {
    Struct whole = packed(data(LENGTH, 3));
    Struct cut = whole.slice(0, 300_000);
    assertThrows(MalformedImageException.class, () -> whole(cut, LENGTH));
    byte[] changed = whole.bytes();
    changed[400_000] ^= 1;
    Struct damaged = Struct.of("chunk", changed, 0, ByteOrder.BIG_ENDIAN);
    MalformedImageException error =
        assertThrows(MalformedImageException.class, () -> whole(damaged, LENGTH));
    assertThat(error.getMessage(), containsString("checksum"));
  }

  @Test
  void aChunkWithMoreBytesThanFitIsRefused() throws IOException {
    Struct packed = packed(data(LENGTH, 4));
    byte[] target = new byte[LENGTH - 1];
    assertThrows(MalformedImageException.class, () -> Deflate.decode(packed, target, true));
  }

  @Test
  void moreThreadsThanCoresDecodeEvenInterrupted() throws Exception {
    byte[] data = data(LENGTH, 5);
    Struct packed = packed(data);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        results.add(
            threads.submit(
                () -> {
                  Thread.currentThread().interrupt();
                  byte[] decoded = whole(packed, LENGTH);
                  assertThat(Thread.interrupted(), is(true));
                  return decoded;
                }));
      }
      for (Future<byte[]> result : results) {
        assertThat(result.get(), is(data));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
