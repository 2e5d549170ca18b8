package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our decoders against streams of the reference encoders, and against noise. */
class LzTest {

  private interface Decoder {
    int decode(byte[] in, int from, int length, byte[] out, int outFrom, int outLength)
        throws IOException;
  }

  private static byte[] sequence(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(i -> i + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = LzTest.class.getResourceAsStream("/codec/" + name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] decode(Decoder decoder, byte[] in, int size) throws IOException {
    byte[] out = new byte[size];
    return Arrays.copyOf(out, decoder.decode(in, 0, in.length, out, 0, size));
  }

  @Test
  void decodesLzfse() throws IOException {
    byte[] plain = sequence(4000);
    assertThat(decode(Lzfse::decode, sample("seq-4000.lzfse"), plain.length + 9), is(plain));
  }

  @Test
  void decodesLzvnBlocks() throws IOException {
    byte[] plain = sequence(600);
    assertThat(decode(Lzfse::decode, sample("seq-600.lzvn.lzfse"), plain.length), is(plain));
  }

  @Test
  void decodesBareLzvn() throws IOException {
    byte[] block = sample("seq-600.lzvn.lzfse");
    byte[] plain = sequence(600);
    byte[] bare = Arrays.copyOfRange(block, 12, block.length - 4);
    assertThat(decode(Lzvn::decode, bare, plain.length + 1), is(plain));
  }

  @Test
  void decodesLzbitmap() throws IOException {
    byte[] plain = sequence(1200);
    assertThat(decode(Lzbitmap::decode, sample("seq-1200.lzbitmap"), plain.length + 1), is(plain));
  }

  @Test
  void decodesAdc() throws IOException {
    // Three literals, two bytes of match 3 back, three bytes of match 1 back.
    byte[] stream = {(byte) 0x82, 'a', 'b', 'c', 0x08, 0x02, 0x43, 0x00, 0x00};
    assertThat(
        new String(decode(Adc::decode, stream, 100), StandardCharsets.US_ASCII),
        is("abc" + "abcab" + "bbbbbbb"));
  }

  @Test
  void stopsWhenTheOutputIsFull() throws IOException {
    byte[] plain = sequence(4000);
    for (int size : new int[] {0, 1, 17, 4096, plain.length - 1}) {
      assertThat(
          decode(Lzfse::decode, sample("seq-4000.lzfse"), size), is(Arrays.copyOf(plain, size)));
    }
  }

  @Test
  void streamsGiveTheSame() throws IOException {
    try (InputStream in = Lzfse.stream(new ByteArrayInputStream(sample("seq-4000.lzfse")))) {
      assertThat(in.readAllBytes(), is(sequence(4000)));
    }
  }

  @Test
  void streamsOfAnyLengthSlide() throws IOException {
    byte[] stream = new byte[4 + 3 * 40_000];
    stream[0] = (byte) 0x80;
    stream[1] = 'x';
    stream[2] = (byte) 0x80;
    stream[3] = 'y';
    for (int i = 4; i < stream.length; i += 3) {
      stream[i] = 0x7F; // 67 bytes, 2 back
      stream[i + 2] = 1;
    }
    try (InputStream in = Adc.stream(new ByteArrayInputStream(stream))) {
      byte[] all = in.readAllBytes();
      assertThat(all.length, is(2 + 67 * 40_000));
      assertThat((int) all[all.length - 1], is((int) 'y' - all.length % 2));
    }
  }

  @Test
  void matchBeforeTheStartIsMalformed() {
    byte[] stream = {(byte) 0x80, 'a', 0x00, 0x01};
    IOException thrown =
        assertThrows(MalformedImageException.class, () -> decode(Adc::decode, stream, 10));
    assertThat(thrown.getMessage(), containsString("2 bytes back, with 1 there"));
  }

  @Test
  void damagedStreamsEndInIoExceptionsOnly() throws IOException {
    damage(Lzfse::decode, sample("seq-4000.lzfse"));
    damage(Lzfse::decode, sample("seq-600.lzvn.lzfse"));
    damage(Lzbitmap::decode, sample("seq-1200.lzbitmap"));
    damage(Lzvn::decode, Arrays.copyOfRange(sample("seq-600.lzvn.lzfse"), 12, 1000));
    damage(Adc::decode, sample("seq-4000.lzfse"));
  }

  private static void damage(Decoder decoder, byte[] sound) {
    Random random = new Random(1);
    byte[] out = new byte[40_000];
    for (int round = 0; round < 2000; round++) {
      byte[] stream = sound.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        stream[random.nextInt(Math.min(stream.length, 1 << (4 + random.nextInt(12))))] =
            (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(stream.length) : stream.length;
      try {
        assertThat(decoder.decode(stream, 0, length, out, 100, 30_000), lessThanOrEqualTo(30_000));
      } catch (IOException e) {
        // as it should
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(out[i], is((byte) 0));
      assertThat(out[30_100 + i], is((byte) 0));
    }
  }
}
