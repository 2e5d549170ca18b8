package io.github.diskimagefs.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Adc;
import io.github.diskimagefs.codec.Bzip2;
import io.github.diskimagefs.codec.Compression;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lz4;
import io.github.diskimagefs.codec.Lzbitmap;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Lzma;
import io.github.diskimagefs.codec.Lznt1;
import io.github.diskimagefs.codec.Lzo;
import io.github.diskimagefs.codec.Lzvn;
import io.github.diskimagefs.codec.Lzx;
import io.github.diskimagefs.codec.XpressHuffman;
import io.github.diskimagefs.codec.Xz;
import io.github.diskimagefs.codec.XzSource;
import io.github.diskimagefs.codec.ZisofsSource;
import io.github.diskimagefs.codec.Zstd;
import io.github.diskimagefs.container.LuksHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Decoders. */
class CodecFuzzTest {
  private static final byte[] TEXT = "text and text again, ".repeat(50).getBytes(UTF_8);

  private final byte[] room = new byte[1 << 16];

  private static byte[] resource(String name) {
    try (InputStream in = CodecFuzzTest.class.getResourceAsStream("/codec/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<byte[]> adc() {
    return Stream.of(new byte[] {(byte) 0x82, 'a', 'b', 'c', 0, 0, 0x40, 0, 1});
  }

  @MethodSource("adc")
  @FuzzTest
  void adc(byte[] in) {
    Parsers.quietly(() -> Adc.decode(in, 0, in.length, room, 0, room.length));
    Parsers.quietly(() -> Parsers.drain(Adc.stream(new ByteArrayInputStream(in))));
  }

  static Stream<byte[]> lzfse() {
    return Stream.of(resource("seq-4000.lzfse"), resource("seq-600.lzvn.lzfse"));
  }

  @MethodSource("lzfse")
  @FuzzTest
  void lzfse(byte[] in) {
    Parsers.quietly(() -> Lzfse.decode(in, 0, in.length, room, 0, room.length));
    Parsers.quietly(() -> Parsers.drain(Lzfse.stream(new ByteArrayInputStream(in))));
  }

  static Stream<byte[]> lzvn() {
    return Stream.of(resource("seq-600.lzvn.lzfse"))
        .map(block -> java.util.Arrays.copyOfRange(block, 12, block.length));
  }

  @MethodSource("lzvn")
  @FuzzTest
  void lzvn(byte[] in) {
    Parsers.quietly(() -> Lzvn.decode(in, 0, in.length, room, 0, room.length));
  }

  static Stream<byte[]> lzbitmap() {
    return Stream.of(resource("seq-1200.lzbitmap"));
  }

  @MethodSource("lzbitmap")
  @FuzzTest
  void lzbitmap(byte[] in) {
    Parsers.quietly(() -> Lzbitmap.decode(in, 0, in.length, room, 0, room.length));
  }

  static Stream<byte[]> wrapped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(TEXT);
    }
    return Stream.of(
        out.toByteArray(),
        resource("numbers-skippable.zst"),
        resource("numbers-frames.lz4"),
        Arrays.copyOf(resource("numbers-legacy.lz4"), 4000),
        Arrays.copyOf(resource("numbers.Z"), 4000),
        resource("numbers-blocks.xz"));
  }

  /** Whole files of any compression: gzip, bzip2, xz, Zstandard, LZ4, compress. */
  @MethodSource("wrapped")
  @FuzzTest
  void wrapped(byte[] in) {
    Parsers.quietly(
        () -> {
          ArraySource source = new ArraySource(in);
          Compression compression = Compression.of(source);
          if (compression != null) {
            compression.size(source);
            try (InputStream stream = compression.stream(source)) {
              Parsers.drain(stream);
            }
            XzSource.Index index = XzSource.open(source, new ChunkCache(1 << 20));
            if (index.source() != null) {
              index.source().read(index.size() / 2, ByteBuffer.allocate(100));
            }
          }
        });
  }

  static Stream<byte[]> xz() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      xz.write(TEXT);
    }
    return Stream.of(out.toByteArray());
  }

  @MethodSource("xz")
  @FuzzTest
  void xz(byte[] in) {
    Parsers.quietly(
        () -> {
          try (InputStream xz = Xz.stream(new ByteArrayInputStream(in), 1 << 16, 1 << 20)) {
            Parsers.drain(xz);
          }
        });
  }

  static Stream<byte[]> bzip2() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream bzip2 = new BZip2CompressorOutputStream(out, 1)) {
      bzip2.write(TEXT);
    }
    return Stream.of(out.toByteArray());
  }

  @MethodSource("bzip2")
  @FuzzTest
  void bzip2(byte[] in) {
    Parsers.quietly(() -> Parsers.drain(Bzip2.stream(new ByteArrayInputStream(in))));
  }

  static Stream<byte[]> zisofs() {
    byte[] file = new byte[16 + 8 + 12];
    java.nio.ByteBuffer.wrap(file)
        .putLong(0x37E4_5396_C9DB_D607L)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(100)
        .put((byte) 4)
        .put((byte) 15)
        .putInt(16, 24)
        .putInt(20, file.length);
    return Stream.of(file);
  }

  @MethodSource("zisofs")
  @FuzzTest
  void zisofs(byte[] in) {
    Parsers.quietly(
        () ->
            Parsers.readAround(
                ZisofsSource.open(
                    new ArraySource(in),
                    1,
                    16,
                    15,
                    70_000,
                    ChunkRange.own(new ChunkCache(1 << 20)))));
  }

  static Stream<byte[]> zstd() {
    return Stream.of(resource("numbers-fast.zst"));
  }

  @MethodSource("zstd")
  @FuzzTest
  void zstd(byte[] in) {
    Parsers.quietly(() -> Zstd.decode(struct(in), room));
  }

  static Stream<byte[]> lz4() {
    return Stream.of(resource("numbers.lz4block"));
  }

  @MethodSource("lz4")
  @FuzzTest
  void lz4(byte[] in) {
    Parsers.quietly(() -> Lz4.decode(struct(in), room));
  }

  static Stream<byte[]> lzo() {
    return Stream.of(resource("numbers.lzo1x"), resource("numbers-999.lzo1x"));
  }

  @MethodSource("lzo")
  @FuzzTest
  void lzo(byte[] in) {
    Parsers.quietly(() -> Lzo.decode(struct(in), room));
  }

  static Stream<byte[]> lzma() {
    return Stream.of(resource("numbers.lzma"));
  }

  @MethodSource("lzma")
  @FuzzTest
  void lzma(byte[] in) {
    Parsers.quietly(() -> Lzma.fill(new byte[1 << 12], struct(in), 93));
    Parsers.quietly(() -> Lzma.fillFromMicro(new byte[1 << 12], struct(in)));
    Parsers.quietly(() -> Lzma.decodeAlone(struct(in), new byte[1 << 12]));
  }

  static Stream<byte[]> luks() {
    byte[] header = new byte[2048];
    java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(header);
    fields.put("LUKS".getBytes(UTF_8)).put(4, (byte) 0xBA).put(5, (byte) 0xBE);
    fields.putShort(6, (short) 1).put(8, "aes".getBytes(UTF_8));
    fields.put(40, "xts-plain64".getBytes(UTF_8)).put(72, "sha256".getBytes(UTF_8));
    fields.putInt(108, 32).putInt(164, 1);
    fields.putInt(208, 0x00AC71F3).putInt(212, 1).putInt(248, 2).putInt(252, 2);
    return Stream.of(header);
  }

  /** Headers of LUKS; many iterations, which are slow and bounded, are left out. */
  @MethodSource("luks")
  @FuzzTest
  void luks(byte[] in) {
    byte[] region = in.clone();
    for (int slot = 212; slot + 4 <= region.length && slot < 592; slot += 48) {
      region[slot] = 0;
      region[slot + 1] = 0;
    }
    if (region.length > 168) {
      region[164] = 0;
      region[165] = 0;
    }
    Parsers.quietly(() -> LuksHeader.read(new ArraySource(region)).unlock(new char[] {'a'}));
  }

  static Stream<byte[]> chunks() {
    return Stream.of(resource("numbers.xpress"), resource("numbers.lzx"));
  }

  /** The compression methods of NTFS, and DEFLATE. */
  @MethodSource("chunks")
  @FuzzTest
  void chunk(byte[] in) {
    Parsers.quietly(() -> XpressHuffman.decode(struct(in), 1 << 14));
    Parsers.quietly(() -> Lzx.decode(struct(in), 1 << 14));
    Parsers.quietly(() -> Lznt1.decode(struct(in), room));
    Parsers.quietly(() -> Deflate.fill(new byte[1 << 14], struct(in), false));
  }

  private static Struct struct(byte[] bytes) {
    return Struct.of("chunk", bytes, 0, ByteOrder.LITTLE_ENDIAN);
  }
}
