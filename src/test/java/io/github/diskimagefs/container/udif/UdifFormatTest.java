package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.VerifyStatus;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.image.PlainChannel;
import io.github.diskimagefs.image.TestContext;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdifFormatTest {
  private static final int CHUNK = 8 * 512;

  /** Bytes that compress, with noise and long runs among them. */
  private static byte[] disk(int size) {
    byte[] disk = new byte[size];
    Random random = new Random(size);
    for (int at = 0; at < size; ) {
      int length = Math.min(size - at, 1 + random.nextInt(3000));
      if (random.nextBoolean()) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, disk, at, length);
      } else {
        Arrays.fill(disk, at, at + length, (byte) random.nextInt(4));
      }
      at += length;
    }
    return disk;
  }

  private static Container open(byte[] image, ChunkCache cache, boolean verify) throws IOException {
    ImageFile file = new ImageFile("a.dmg", new ArraySource(image), null, cache);
    UdifFormat format = new UdifFormat();
    assertThat(format.probe(file), is(true));
    return format.open(file, TestContext.of(Map.of("verify", verify)));
  }

  private static byte[] all(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.readFully(0, bytes);
    return bytes.array();
  }

  private static void randomRanges(ByteSource source, byte[] expected, int rounds, long seed)
      throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < rounds; i++) {
      int from = random.nextInt(expected.length);
      int length = random.nextInt(Math.min(3 * CHUNK, expected.length - from) + 1);
      ByteBuffer bytes = ByteBuffer.allocate(length);
      source.readFully(from, bytes);
      assertThat(bytes.array(), is(Arrays.copyOfRange(expected, from, from + length)));
    }
  }

  @ParameterizedTest
  @EnumSource(Stored.class)
  void readsRandomRanges(Stored stored) throws IOException {
    byte[] disk = disk(100 * 512);
    if (stored == Stored.ZERO || stored == Stored.IGNORE) {
      Arrays.fill(disk, (byte) 0);
    }
    for (int cacheBytes : new int[] {1, 3 * CHUNK, 1 << 20}) {
      byte[] image = UdifImage.of(disk).as(stored).bytes();
      try (Container udif = open(image, new ChunkCache(cacheBytes), false)) {
        randomRanges(TestContext.disk(udif), disk, 200, cacheBytes);
        assertThat(all(TestContext.disk(udif)), is(disk));
      }
    }
  }

  @Test
  void readsAllTypesInOneTable() throws IOException {
    byte[] disk = disk(300 * 512);
    Stored[] kinds = Stored.values();
    for (int chunk = 0; chunk * CHUNK < disk.length; chunk++) {
      if (kinds[chunk % kinds.length].name().matches("ZERO|IGNORE")) {
        Arrays.fill(disk, chunk * CHUNK, Math.min(disk.length, (chunk + 1) * CHUNK), (byte) 0);
      }
    }
    byte[] image = UdifImage.of(disk).as(kinds).tableOffset(777).dataOffset(33).bytes();
    try (Container udif = open(image, new ChunkCache(1 << 20), true)) {
      randomRanges(TestContext.disk(udif), disk, 300, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"ADC", "ZLIB", "LZFSE"})
  void streamsRunsTooLargeToHold(Stored stored) throws IOException {
    byte[] disk = disk(RunDecoder.MAX_CHUNK_SIZE + 2 * StreamedRuns.WINDOW + 512);
    byte[] image = UdifImage.of(disk).chunks(disk.length / 512).as(stored).bytes();
    ChunkCache cache = new ChunkCache(4L * StreamedRuns.WINDOW);
    try (Container udif = open(image, cache, false)) {
      assertThat(all(TestContext.disk(udif)), is(disk));
      randomRanges(TestContext.disk(udif), disk, 2, 5);
    }
  }

  /** A small limit of streamed runs, so that these slow codecs decode little. */
  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"ADC", "ZLIB", "BZIP2", "LZFSE", "LZMA"})
  void streamsOneRunForManyThreads(Stored stored) throws Exception {
    byte[] disk = disk(3 * StreamedRuns.WINDOW + 1024);
    byte[] image = UdifImage.of(disk).chunks(disk.length / 512).as(stored).bytes();
    ByteSource bytes = new ArraySource(image);
    long trailer = bytes.size() - KolyTrailer.SIZE;
    KolyTrailer koly = KolyTrailer.read(bytes, trailer);
    BlockRuns runs =
        BlockRuns.of(
            BlockTableReader.read(bytes, koly, trailer), koly.dataLength(), koly.sectors());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (UdifSource source = new UdifSource(bytes, runs, new ChunkCache(1), 512)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        readers.add(
            threads.submit(
                () -> {
                  randomRanges(source, disk, 4, seed);
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
      assertThat(all(source), is(disk));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsOlderLayouts() throws IOException {
    byte[] disk = disk(50 * 512);
    for (byte[] image :
        List.of(
            UdifImage.of(disk).resourceFork().bytes(),
            UdifImage.of(disk).trailerInFront().bytes())) {
      try (Container udif = open(image, new ChunkCache(1 << 20), true)) {
        assertThat(all(TestContext.disk(udif)), is(disk));
      }
    }
  }

  @Test
  void readsSegments() throws IOException {
    byte[] disk = disk(90 * 512);
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path folder = host.getPath("").toAbsolutePath();
      List<byte[]> files = UdifImage.of(disk).as(Stored.ZLIB, Stored.RAW).segments(3);
      for (int i = 0; i < 3; i++) {
        String name = i == 0 ? "a.dmg" : String.format("a.%03d.dmgpart", i + 1);
        Files.write(folder.resolve(name), files.get(i));
      }
      try (HostFile first = HostFiles.open(folder.resolve("a.dmg"), false)) {
        ImageFile file =
            new ImageFile("a.dmg", first, HostFiles.folder(folder, false), new ChunkCache(1 << 20));
        try (Container udif = new UdifFormat().open(file, TestContext.of(Map.of()))) {
          assertThat(all(TestContext.disk(udif)), is(disk));
        }
        Files.delete(folder.resolve("a.003.dmgpart"));
        IOException thrown =
            assertThrows(
                MalformedImageException.class,
                () -> new UdifFormat().open(file, TestContext.of(Map.of())));
        assertThat(thrown.getMessage(), containsString("a.003.dmgpart is missing"));
      }
    }
  }

  @Test
  void rawRunsLieInTheHostFile() throws IOException {
    byte[] disk = disk(64 * 512);
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path path = host.getPath("a.dmg").toAbsolutePath();
      Files.write(path, UdifImage.of(disk).as(Stored.RAW, Stored.ZLIB).bytes());
      try (HostFile bytes = HostFiles.open(path, false)) {
        ImageFile file = new ImageFile("a.dmg", bytes, null, new ChunkCache(1 << 20));
        try (Container udif = new UdifFormat().open(file, TestContext.of(Map.of()))) {
          HostExtent run = TestContext.disk(udif).extent(100, 1 << 20);
          assertThat(run.host(), sameInstance(bytes));
          assertThat(run.offset(), is(100L));
          assertThat(run.length(), is(CHUNK - 100L));
          assertThat(TestContext.disk(udif).extent(CHUNK, 10).stored(), is(false));
        }
      }
    }
  }

  /** Stands for a file in another image: reading takes all the memory that there is to decode. */
  private record Nested(Path path) implements HostFile.Opener {
    @Override
    public SeekableByteChannel open() throws IOException {
      return new PlainChannel(Files.newByteChannel(path)) {
        @Override
        public int read(ByteBuffer target) throws IOException {
          DecoderMemory.release(DecoderMemory.reserve(Long.MAX_VALUE));
          return super.read(target);
        }
      };
    }

    @Override
    public boolean nested() {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"ADC", "ZLIB", "BZIP2", "LZFSE", "LZMA"})
  void holdsNoMemoryWhileAnotherImageDecodes(Stored stored, @TempDir Path folder)
      throws IOException {
    byte[] disk = disk(64 * 512);
    Path path = Files.write(folder.resolve("a"), UdifImage.of(disk).as(stored).bytes());
    try (HostFile inner = new HostFile("a.dmg", new Nested(path), false)) {
      ImageFile file = new ImageFile("a.dmg", inner, null, new ChunkCache(1 << 20));
      try (Container udif = new UdifFormat().open(file, TestContext.of(Map.of()))) {
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> assertThat(all(TestContext.disk(udif)), is(disk)));
      }
    }
  }

  @Test
  void decodesEachChunkOnceForAllThreads() throws Exception {
    byte[] disk = disk(400 * 512);
    ChunkCache cache = new ChunkCache(1 << 20);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Container udif = open(UdifImage.of(disk).bytes(), cache, false)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int seed = i;
        readers.add(
            threads.submit(
                () -> {
                  randomRanges(TestContext.disk(udif), disk, 200, seed);
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
      assertThat(cache.loads(), lessThanOrEqualTo(50L));
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CRC-32", "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"})
  void verifiesChecksums(String algorithm) throws IOException {
    byte[] disk = disk(40 * 512);
    byte[] image = UdifImage.of(disk).as(Stored.ZLIB).checksums(algorithm).bytes();
    List<Boolean> parts = new ArrayList<>();
    try (Container udif = open(image, new ChunkCache(1 << 20), true)) {
      udif.verify(
          (part, status, detail) ->
              parts.add(status == VerifyStatus.VALID && detail.startsWith(algorithm)));
      assertThat(all(TestContext.disk(udif)), is(disk));
    }
    assertThat(parts, is(List.of(true, true, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CRC-32", "MD5", "SHA-1"})
  void wrongChecksumsFailOnlyWhereAskedFor(String algorithm) throws IOException {
    byte[] disk = disk(40 * 512);
    byte[] image = UdifImage.of(disk).wrongChecksums().checksums(algorithm).bytes();
    List<Boolean> parts = new ArrayList<>();
    try (Container udif = open(image, new ChunkCache(1 << 20), false)) {
      assertThat(all(TestContext.disk(udif)), is(disk));
      udif.verify((part, status, detail) -> parts.add(status != VerifyStatus.DAMAGED));
      assertThat(parts, is(List.of(false, false, false)));
    }
    try (Container udif = open(image, new ChunkCache(1 << 20), true)) {
      assertThrows(MalformedImageException.class, () -> all(TestContext.disk(udif)));
      assertThrows(MalformedImageException.class, () -> all(TestContext.disk(udif)));
    }
  }

  @Test
  void factsNameTheFormat() throws IOException {
    for (Map.Entry<Stored, String> format :
        Map.of(
                Stored.ADC, "UDCO",
                Stored.ZLIB, "UDZO",
                Stored.BZIP2, "UDBZ",
                Stored.LZFSE, "ULFO",
                Stored.LZMA, "ULMO",
                Stored.RAW, "UDRO")
            .entrySet()) {
      byte[] image = UdifImage.of(disk(5120)).as(format.getKey()).bytes();
      try (Container udif = open(image, new ChunkCache(1 << 20), false)) {
        assertThat(udif.properties().get("format"), is(format.getValue()));
        assertThat(udif.properties().get("table 1"), containsString("disk & all"));
      }
    }
  }

  @Test
  void damageEndsInIoExceptionsOnly() {
    byte[] disk = disk(200 * 512);
    byte[] audio = UdifImage.of(disk).as(Stored.values()).bytes();
    byte[] older = UdifImage.of(disk).as(Stored.values()).resourceFork().bytes();
    Random random = new Random(7);
    for (int round = 0; round < 600; round++) {
      byte[] image = (round % 2 == 0 ? audio : older).clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        int near = random.nextBoolean() ? 512 : random.nextBoolean() ? 5000 : image.length;
        image[image.length - 1 - random.nextInt(near)] = (byte) random.nextInt();
      }
      ImageFile file = new ImageFile("a", new ArraySource(image), null, new ChunkCache(1 << 20));
      try {
        UdifFormat format = new UdifFormat();
        if (format.probe(file)) {
          try (Container udif = format.open(file, TestContext.of(Map.of()))) {
            udif.properties();
            TestContext.disk(udif).readFully(0, ByteBuffer.allocate(disk.length / 2));
          }
        }
      } catch (IOException e) {
        assertThat(e.getMessage(), not(is("")));
      }
    }
  }
}
