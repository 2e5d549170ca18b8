package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FLAC files of the samples of {@link #samples}, by flac 1.4.2 ({@code -8}; {@code -0 --blocksize
 * 192}; {@code -8 -e -p --lax -l 32 --blocksize 4608}) and by ffmpeg 5.1 to a pipe, which leaves
 * the length out.
 */
class FlacSourceTest {
  private static final int COUNT = 6000;

  /** Silence, waves, noise, samples whose low bits are 0, similar channels, and extremes. */
  private static byte[] samples() {
    ByteBuffer samples = ByteBuffer.allocate(4 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
    int seed = 1;
    for (int i = 0; i < COUNT; i++) {
      int wave = Math.abs((i * 37) % 4001 - 2000) * 9 - 9000;
      int left = 0;
      int right = 0;
      switch (i / 1000) {
        case 1 -> {
          left = wave;
          right = -wave;
        }
        case 2 -> {
          seed = (seed * 1_103_515_245 + 12_345) & Integer.MAX_VALUE;
          left = ((seed >> 8) & 0xFFFF) - 32_768;
          seed = (seed * 1_103_515_245 + 12_345) & Integer.MAX_VALUE;
          right = ((seed >> 8) & 0xFFFF) - 32_768;
        }
        case 3 -> {
          left = Math.floorDiv(wave, 16) * 16;
          right = Math.floorDiv(wave, 32) * 16;
        }
        case 4 -> {
          left = wave;
          right = wave + i % 7;
        }
        case 5 -> {
          left = i % 2 != 0 ? 32_767 : -32_768;
          right = i % 3 != 0 ? -32_768 : 32_767;
        }
        default -> {
          // silence
        }
      }
      samples.putShort((short) left).putShort((short) right);
    }
    return samples.array();
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in = FlacSourceTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static ByteSource open(byte[] file) throws IOException {
    return FlacSource.open(new ArraySource(file), new ChunkCache(1 << 20));
  }

  private static byte[] read(ByteSource source, int offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    source.readFully(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"best.flac", "blocks-of-192.flac", "order-32.flac", "piped.flac"})
  void samplesAreThoseOfTheReferenceDecoder(String name) throws IOException {
    ByteSource source = open(file(name));
    assertThat(source.size(), is(4L * COUNT));
    assertThat(read(source, 0, 4 * COUNT), is(samples()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"best.flac", "blocks-of-192.flac", "order-32.flac", "piped.flac"})
  void anyPositionIsFoundAtOnce(String name) throws IOException {
    byte[] expected = samples();
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      int offset = random.nextInt(expected.length - 100);
      byte[] part = read(open(file(name)), offset, 100);
      assertThat(part, is(Arrays.copyOfRange(expected, offset, offset + 100)));
    }
  }

  @Test
  void tagBeforeTheFileIsSkipped() throws IOException {
    byte[] file = file("best.flac");
    ByteBuffer tagged = ByteBuffer.allocate(10 + 200 + file.length);
    tagged.put(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 72}).position(210).put(file);
    assertThat(FlacSource.recognises(new ArraySource(tagged.array())), is(true));
    assertThat(read(open(tagged.array()), 0, 4 * COUNT), is(samples()));
  }

  @Test
  void fileThatIsCutFailsWhereItEnds() throws IOException {
    byte[] file = file("blocks-of-192.flac");
    ByteSource source = open(Arrays.copyOf(file, file.length * 2 / 3));
    assertThat(source.size(), is(4L * COUNT));
    assertThrows(MalformedImageException.class, () -> read(source, 0, 4 * COUNT));
  }

  @Test
  void brokenFrameIsRecognisedByItsChecksum() throws IOException {
    byte[] file = file("best.flac");
    file[file.length - 10] ^= 1;
    IOException e =
        assertThrows(MalformedImageException.class, () -> read(open(file), 0, 4 * COUNT));
    assertThat(e.getMessage(), containsString("FLAC frame"));
  }

  @Test
  void searchEndsAfterManyHeadersWithoutFrame() throws IOException {
    byte[] header = {-1, -8, 0x79, 0x18, 0, -1, -2, 0x25, 2}; // 65,535 samples
    ByteBuffer file = ByteBuffer.allocate(42 + 200_000 * header.length);
    file.put(new byte[] {'f', 'L', 'a', 'C', -128, 0, 0, 34}).putShort((short) 16);
    file.putShort((short) 65_535).position(18);
    file.putLong((44_100L << 44) | (1L << 41) | (15L << 36) | 3_000_000).position(42);
    while (file.hasRemaining()) {
      file.put(header);
    }
    ByteSource source = open(file.array());
    IOException e = assertThrows(MalformedImageException.class, () -> read(source, 8_000_000, 4));
    assertThat(e.getMessage(), containsString("64 headers without a frame"));
  }

  @Test
  void noMutationCausesAnotherException() throws IOException {
    Random random = new Random(11);
    for (String name : new String[] {"blocks-of-192.flac", "piped.flac"}) {
      byte[] file = file(name);
      for (int i = 0; i < 300; i++) {
        byte[] mutated = file.clone();
        for (int k = 0; k < 3; k++) {
          mutated[random.nextInt(i % 2 == 0 ? 100 : mutated.length)] = (byte) random.nextInt();
        }
        try {
          ByteSource source = open(mutated);
          if (source != null && source.size() > 0) {
            int offset = random.nextInt(COUNT);
            read(source, offset, (int) Math.min(1000, Math.max(0, source.size() - offset)));
          }
        } catch (MalformedImageException e) {
          assertThat(e.getMessage().isEmpty(), is(false));
        }
      }
    }
  }
}
