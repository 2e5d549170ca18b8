package io.github.diskimagefs.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Decoders of chunks against streams of the reference encoders. */
class ChunkCodecsTest {

  private static Struct resource(String name) throws IOException {
    try (InputStream file = ChunkCodecsTest.class.getResourceAsStream("/codec/" + name)) {
      return struct(file.readAllBytes());
    }
  }

  private static Struct struct(byte[] bytes) {
    return Struct.of("chunk", bytes, 1000, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] numbers(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(number -> number + "\n")
        .collect(Collectors.joining())
        .getBytes(US_ASCII);
  }

  @Test
  void lz4BlocksAreDecoded() throws IOException {
    byte[] expected = numbers(20000);
    byte[] target = new byte[expected.length];
    assertThat(Lz4.decode(resource("numbers.lz4block"), target), is(target.length));
    assertThat(target, equalTo(expected));
    Arrays.fill(target, (byte) 0);
    assertThat(Lz4.decode(resource("numbers-hc.lz4block"), target), is(target.length));
    assertThat(target, equalTo(expected));
  }

  @Test
  void theStartOfAnLz4BlockIsDecoded() throws IOException {
    byte[] expected = numbers(20000);
    for (int length : new int[] {1, 17, 4096, 65_537}) {
      byte[] target = new byte[length];
      assertThat(Lz4.decodeStart(resource("numbers.lz4block"), target), is(length));
      assertThat(target, equalTo(Arrays.copyOf(expected, length)));
    }
    byte[] literals = {(byte) 0xF0, (byte) 0xFF, 1, 'a', 'b', 'c'}; // 271, of which 3 are there
    byte[] target = new byte[3];
    assertThat(Lz4.decodeStart(struct(literals), target), is(3));
    assertThat(target, equalTo(new byte[] {'a', 'b', 'c'}));
    assertThrows(
        MalformedImageException.class, () -> Lz4.decodeStart(struct(literals), new byte[4]));
  }

  @Test
  void lzoBlocksAreDecoded() throws IOException {
    byte[] expected = numbers(20000);
    byte[] target = new byte[expected.length + 10];
    for (String name : new String[] {"numbers.lzo1x", "numbers-999.lzo1x"}) {
      assertThat(Lzo.decode(resource(name), target), is(expected.length));
      assertThat(Arrays.copyOf(target, expected.length), equalTo(expected));
      Arrays.fill(target, (byte) 0);
    }
    Struct block = resource("numbers.lzo1x");
    byte[] small = new byte[expected.length - 1];
    assertThrows(MalformedImageException.class, () -> Lzo.decode(block, small));
    Struct cut = struct(Arrays.copyOf(block.bytes(), block.length() - 3));
    assertThrows(MalformedImageException.class, () -> Lzo.decode(cut, target));
    assertThrows(MalformedImageException.class, () -> Lzo.decode(struct(new byte[0]), target));
  }

  @Test
  void zlibDataOfUnknownSizeAreDecodedAndChecked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(numbers(1000));
    }
    byte[] bytes = packed.toByteArray();
    byte[] target = new byte[5000];
    assertThat(Deflate.decode(struct(bytes), target, true), is(numbers(1000).length));
    assertThat(Arrays.copyOf(target, 3893), equalTo(numbers(1000)));
    byte[] small = new byte[3892];
    assertThrows(MalformedImageException.class, () -> Deflate.decode(struct(bytes), small, true));
    byte[] damaged = bytes.clone();
    damaged[bytes.length - 1] ^= 1;
    assertThrows(
        MalformedImageException.class, () -> Deflate.decode(struct(damaged), target, true));
    Struct cut = struct(Arrays.copyOf(bytes, 500));
    assertThrows(MalformedImageException.class, () -> Deflate.decode(cut, target, true));
  }

  @Test
  void lzmaWithItsHeaderIsDecodedWhateverSizeThatStates() throws IOException {
    byte[] file = resource("numbers.lzma").bytes();
    byte[] expected = numbers(20000);
    byte[] target = new byte[expected.length];
    for (long size : new long[] {-1, expected.length, Long.MAX_VALUE}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(5, size);
      assertThat(Lzma.decodeAlone(struct(file), target), is(expected.length));
      assertThat(target, equalTo(expected));
    }
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(5, 100);
    assertThat(Lzma.decodeAlone(struct(file), target), is(100));
  }

  private static byte[] lzma(Struct data, int properties, int length) throws IOException {
    byte[] chunk = new byte[length];
    Lzma.fill(chunk, data, properties);
    return chunk;
  }

  private static byte[] zstd(Struct data, int length) throws IOException {
    byte[] chunk = new byte[length];
    Zstd.fill(chunk, data);
    return chunk;
  }

  @Test
  void lzmaWithoutItsHeaderIsDecoded() throws IOException {
    byte[] file = resource("numbers.lzma").bytes();
    byte[] expected = numbers(20000);
    Struct data = struct(Arrays.copyOfRange(file, 13, file.length));
    assertThat(lzma(data, file[0] & 0xFF, expected.length), equalTo(expected));
    byte[] micro = Arrays.copyOfRange(file, 13, file.length);
    micro[0] = (byte) ~file[0];
    byte[] decoded = new byte[expected.length];
    Lzma.fillFromMicro(decoded, struct(micro));
    assertThat(decoded, equalTo(expected));
    assertThrows(MalformedImageException.class, () -> lzma(data, 225, expected.length));
    assertThrows(MalformedImageException.class, () -> lzma(data, 93, expected.length + 1));
  }

  @Test
  void zstandardOfEveryLevelIsDecoded() throws IOException {
    byte[] expected = numbers(20000);
    assertThat(zstd(resource("numbers-19.zst"), expected.length), equalTo(expected));
    assertThat(zstd(resource("numbers-frames.zst"), expected.length), equalTo(expected));
    byte[] shorter = numbers(3000);
    assertThat(zstd(resource("numbers-fast.zst"), shorter.length), equalTo(shorter));
  }

  @Test
  void manyThreadsDecodeZstandardAtOnce() throws IOException {
    byte[] expected = numbers(20000);
    Struct data = resource("numbers-19.zst");
    long equal =
        IntStream.range(0, 200)
            .parallel()
            .filter(
                i -> {
                  byte[] chunk = new byte[expected.length];
                  try {
                    Zstd.fill(chunk, data);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  return Arrays.equals(chunk, expected);
                })
            .count();
    assertThat(equal, is(200L));
  }

  /** Decoders are kept, with the bytes of the chunk before. */
  @Test
  void cutZstandardIsAnErrorAfterALongerChunkToo() throws IOException {
    byte[] bytes = resource("numbers-19.zst").bytes();
    int length = numbers(20000).length;
    for (int cut = 1; cut < bytes.length; cut += 13) {
      zstd(struct(bytes), length);
      Struct data = struct(Arrays.copyOf(bytes, bytes.length - cut));
      assertThrows(MalformedImageException.class, () -> zstd(data, length));
    }
  }

  @Test
  void bytesAfterTheDataAreIgnored() throws IOException {
    byte[] bytes = resource("numbers-19.zst").bytes();
    byte[] expected = numbers(20000);
    Struct padded = struct(Arrays.copyOf(bytes, bytes.length + 500));
    assertThat(zstd(padded, expected.length), equalTo(expected));
  }

  @Test
  void aWrongChecksumOfZstandardIsAnError() throws IOException {
    byte[] bytes = resource("numbers-19.zst").bytes();
    bytes[bytes.length - 1] ^= 1;
    MalformedImageException error =
        assertThrows(
            MalformedImageException.class, () -> zstd(struct(bytes), numbers(20000).length));
    assertThat(error.getMessage(), containsString("checksum"));
    assertThat(error.offset(), is(1000L));
  }

  /** Any change gives other bytes or an error of the image, never another exception. */
  @Test
  void damagedDataNeverBreakADecoder() throws IOException {
    byte[] zstd = resource("numbers-fast.zst").bytes();
    byte[] xpress = resource("numbers.xpress").bytes();
    byte[] lzx = resource("numbers.lzx").bytes();
    byte[] lzoBlock = resource("numbers-999.lzo1x").bytes();
    for (int i = 0; i < 4000; i++) {
      int at = i * 37;
      byte value = (byte) (i * 101);
      Struct first = struct(changed(zstd, at, value));
      attempt(() -> zstd(first, 14000));
      Struct second = struct(changed(xpress, at, value));
      attempt(() -> XpressHuffman.decode(second, 16000));
      Struct third = struct(changed(lzx, at, value));
      attempt(() -> Lzx.decode(third, 16000));
      Struct lzo = struct(changed(lzoBlock, at, value));
      attempt(() -> Lzo.decode(lzo, new byte[20000]));
      Struct fourth = struct(changed(xpress, at, value));
      attempt(() -> Lznt1.decode(fourth, new byte[16000]));
    }
  }

  private static byte[] changed(byte[] bytes, int at, byte value) {
    byte[] copy = at % 5 == 0 ? Arrays.copyOf(bytes, at % bytes.length + 1) : bytes.clone();
    copy[at % copy.length] = value;
    return copy;
  }

  private interface Decoding {
    Object run() throws IOException;
  }

  private static void attempt(Decoding decoding) throws IOException {
    try {
      decoding.run();
    } catch (MalformedImageException e) {
      assertThat(e.structure(), is("chunk"));
    }
  }

  @Test
  void xpressAndLzxOfWimlibAreDecoded() throws IOException {
    byte[] expected = Arrays.copyOf(numbers(6000), 16000);
    assertThat(XpressHuffman.decode(resource("numbers.xpress"), 16000), equalTo(expected));
    assertThat(Lzx.decode(resource("numbers.lzx"), 16000), equalTo(expected));
  }

  @Test
  void lznt1RepeatsWhatCameBefore() throws IOException {
    byte[] stored = {0x02, 0x00, 'a', 'b', 'c'}; // not compressed, three bytes
    byte[] packed = {0x03, (byte) 0xB0, 0x02, 'x', 0x05, 0x00}; // x, then 8 from one before
    byte[] target = new byte[100];
    assertThat(Lznt1.decode(struct(stored), target), is(3));
    assertThat(Lznt1.decode(struct(packed), target), is(9));
    assertThat(new String(target, 0, 9, US_ASCII), is("xxxxxxxxx"));
  }
}
