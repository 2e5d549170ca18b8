package io.github.diskimagefs.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PrefetchExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed files by the reference tools; the README beside them has the commands. */
class CompressionTest {
  private static final byte[] NUMBERS =
      IntStream.rangeClosed(1, 20000)
          .mapToObj(number -> number + "\n")
          .collect(Collectors.joining())
          .getBytes(US_ASCII);

  private static byte[] resource(String name) throws IOException {
    try (InputStream file = CompressionTest.class.getResourceAsStream("/codec/" + name)) {
      return file.readAllBytes();
    }
  }

  private static byte[] repeats() {
    byte[] part = new byte[40_000];
    new Random(1).nextBytes(part);
    byte[] all = new byte[100 * part.length];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    return all;
  }

  private static byte[] decode(byte[] file) throws IOException {
    ByteSource source = new ArraySource(file);
    try (InputStream stream = Compression.of(source).stream(source)) {
      return stream.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "numbers-skippable.zst, ZSTD",
    "numbers-19.zst, ZSTD",
    "numbers-frames.lz4, LZ4",
    "numbers-legacy.lz4, LZ4",
    "numbers.Z, COMPRESS",
    "numbers-streams.bz2, BZIP2",
    "numbers-blocks.xz, XZ",
    "numbers-members.lz, LZIP",
    "numbers.lzma, LZMA"
  })
  void aFileIsKnownByItsContentAndDecoded(String name, Compression compression) throws IOException {
    byte[] file = resource(name);
    assertThat(Compression.of(new ArraySource(file)), is(compression));
    assertThat(Arrays.equals(decode(file), NUMBERS), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeats.zst", "repeats.lz4"})
  void matchesReachBackAsFarAsTheWindow(String name) throws IOException {
    assertThat(Arrays.equals(decode(resource(name)), repeats()), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numbers-19.zst",
        "numbers-frames.lz4",
        "numbers-streams.bz2",
        "numbers-blocks.xz",
        "numbers-members.lz"
      })
  void eachByteThatIsWrongIsNoticed(String name) throws IOException {
    byte[] file = resource(name);
    for (int i = file.length / 7; i < file.length - 100; i += file.length / 7) {
      byte[] broken = file.clone();
      broken[i] ^= 0x55;
      assertThat("byte " + i + " was changed", isNoticed(broken), is(true));
    }
  }

  private static boolean isNoticed(byte[] file) throws IOException {
    try {
      // A byte of a skippable frame does not matter.
      return Arrays.equals(decode(file), NUMBERS);
    } catch (MalformedImageException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numbers-19.zst",
        "numbers-frames.lz4",
        "numbers-streams.bz2",
        "numbers-blocks.xz",
        "numbers-members.lz"
      })
  void aFileThatIsCutIsNoticed(String name) throws IOException {
    byte[] file = resource(name);
    assertThrows(MalformedImageException.class, () -> decode(Arrays.copyOf(file, file.length / 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numbers-streams.bz2", "numbers-blocks.xz", "numbers.Z"})
  void anErrorOfReadingTheFileIsNoDamageOfTheImage(String name) throws IOException {
    byte[] file = resource(name);
    IOException error = new IOException("the disk is gone");
    ByteSource source =
        new ByteSource() {
          @Override
          public long size() {
            return file.length;
          }

          @Override
          public int read(long position, ByteBuffer target) throws IOException {
            if (position > 0) {
              throw error;
            }
            int count = Math.min(2000, target.remaining());
            target.put(file, 0, count);
            return count;
          }

          @Override
          public HostExtent extent(long position, long length) {
            return HostExtent.computed(length);
          }

          @Override
          public void close() {}
        };
    Compression compression = Compression.of(source);
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> {
              try (InputStream stream = compression.stream(source)) {
                stream.readAllBytes();
              }
            });
    assertThat(thrown, is(error));
  }

  @Test
  void bytesOfXzBeforeTheCutAreDecoded() throws IOException {
    byte[] file = resource("numbers-blocks.xz");
    ByteSource cut = new ArraySource(Arrays.copyOf(file, file.length / 3));
    byte[] decoded = new byte[NUMBERS.length];
    int count = 0;
    try (InputStream stream = Compression.XZ.stream(cut)) {
      while (true) {
        count += stream.read(decoded, count, decoded.length - count);
      }
    } catch (MalformedImageException e) {
      assertThat("decoded " + count, count > 10_000, is(true));
    }
    assertThat(Arrays.equals(decoded, 0, count, NUMBERS, 0, count), is(true));
  }

  @Test
  void gzipMembersFollowEachOther() throws IOException {
    byte[] file = join(gzip(Arrays.copyOf(NUMBERS, 1000)), gzip(new byte[0]), gzip(new byte[500]));
    assertThat(decode(file), equalTo(join(Arrays.copyOf(NUMBERS, 1000), new byte[500])));
  }

  @Test
  void zerosAndOtherBytesAfterGzipAreIgnored() throws IOException {
    assertThat(decode(join(gzip(NUMBERS), new byte[3000])), equalTo(NUMBERS));
    assertThat(decode(join(gzip(NUMBERS), "garbage".getBytes(US_ASCII))), equalTo(NUMBERS));
  }

  @Test
  void theFieldsOfAGzipHeaderAreSkipped() throws IOException {
    byte[] plain = gzip(NUMBERS);
    byte[] fields = HexFormat.of().parseHex("1f8b081c00000000000303006162636e616d6500" + "6300");
    byte[] file = join(fields, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(Arrays.equals(decode(file), NUMBERS), is(true));
  }

  @Test
  void wrongTrailersOfGzipAreErrors() throws IOException {
    for (int back : new int[] {1, 8}) {
      byte[] file = gzip(NUMBERS);
      file[file.length - back] ^= 1;
      assertThrows(MalformedImageException.class, () -> decode(file));
    }
    byte[] cut = Arrays.copyOf(gzip(NUMBERS), 200);
    MalformedImageException e = assertThrows(MalformedImageException.class, () -> decode(cut));
    assertThat(e.getMessage(), containsString("the gzip stream ends before its end"));
  }

  @Test
  void aWindowThatIsTooLargeIsNamed() {
    byte[] file = HexFormat.of().parseHex("28b52ffd00a80100000000");
    UnsupportedImageException e = assertThrows(UnsupportedImageException.class, () -> decode(file));
    assertThat(e.getMessage(), containsString("window of 2147483648 bytes"));
  }

  @Test
  void aLargeWindowIsNotAllocatedForFewBytes() throws IOException {
    // A window of 128 MiB, and one raw block of five bytes.
    byte[] file = HexFormat.of().parseHex("28b52ffd0088290000" + "68656c6c6f");
    assertThat(new String(decode(file), US_ASCII), is("hello"));
  }

  @Test
  void theSizesOfFramesAreAdded() throws IOException {
    byte[] file = resource("numbers-skippable.zst");
    assertThat(Compression.ZSTD.size(new ArraySource(file)), is((long) NUMBERS.length));
    assertThat(Compression.ZSTD.size(new ArraySource(Arrays.copyOf(file, 9000))), is(-1L));
  }

  @Test
  void blocksOfXzAreReadAtRandom() throws IOException {
    ChunkCache cache = new ChunkCache(1 << 20);
    XzSource.Index index = XzSource.open(new ArraySource(resource("numbers-blocks.xz")), cache);
    assertThat(index.size(), is((long) NUMBERS.length));
    ByteBuffer last = ByteBuffer.allocate(10);
    index.source().readFully(NUMBERS.length - 10, last);
    assertThat(
        last.array(), equalTo(Arrays.copyOfRange(NUMBERS, NUMBERS.length - 10, NUMBERS.length)));
    assertThat("blocks decoded", cache.loads(), is(1L));
    ByteBuffer all = ByteBuffer.allocate(NUMBERS.length);
    index.source().readFully(0, all);
    assertThat(all.array(), equalTo(NUMBERS));
    index.source().close();
  }

  @Test
  void theNextBlockOfXzIsDecodedAhead() throws IOException {
    assumeTrue(PrefetchExecutor.COUNT > 1, "nothing is prefetched on one core");
    ChunkCache cache = new ChunkCache(1 << 20);
    try (XzSource source =
        XzSource.open(new ArraySource(resource("numbers-blocks.xz")), cache).source()) {
      source.prefetch(0, 1);
      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () -> {
            while (cache.loads() < 2) {
              Thread.onSpinWait();
            }
          });
    }
  }

  @Test
  void blocksOfXzThatDoNotFitTheCacheAreNotReadAtRandom() throws IOException {
    byte[] file = resource("numbers-blocks.xz");
    assertThat(
        XzSource.open(new ArraySource(file), new ChunkCache(30_000)).source(), is(nullValue()));
    XzSource.Index cut =
        XzSource.open(new ArraySource(Arrays.copyOf(file, 3000)), new ChunkCache(1 << 20));
    assertThat(cut.size(), is(-1L));
  }

  @Test
  void otherFilesAreNotCompressed() throws IOException {
    assertThat(Compression.of(new ArraySource(NUMBERS)), is(nullValue()));
    assertThat(Compression.of(new ArraySource(new byte[3])), is(nullValue()));
    assertThat(Compression.of(new ArraySource(new byte[100])), is(nullValue()));
    byte[] skippable = HexFormat.of().parseHex("502a4d1800000000");
    byte[] only = join(skippable, skippable, skippable);
    assertThat(Compression.of(new ArraySource(only)), is(nullValue()));
  }
}
