package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.CountingChannel;
import io.github.diskimagefs.image.PlainChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFileTest {
  @TempDir Path folder;

  private final byte[] bytes = new byte[300_000];

  {
    new Random(1).nextBytes(bytes);
  }

  private Path written() throws IOException {
    return Files.write(folder.resolve("host.bin"), bytes);
  }

  private void readsEverywhere(HostFile file) throws IOException {
    HostReads.warm(file);
    for (int length : new int[] {1, 7, 4096, 100_000}) {
      for (ByteBuffer target : HostReads.buffers(length)) {
        for (int position = 0; position < bytes.length; position += 33_333) {
          HostReads.check(file, bytes, position, target);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsByPosition(boolean mapped) throws IOException {
    try (HostFile file = HostFiles.open(written(), mapped)) {
      readsEverywhere(file);
    }
  }

  @Test
  void readsWhereTheHostHasNoFileChannels() throws IOException {
    Path path = written();
    try (HostFile file =
        new HostFile("x", () -> new PlainChannel(Files.newByteChannel(path)), true)) {
      readsEverywhere(file);
      assertThat(file.transferTo(0, 10, Channels.newChannel(System.out)), is(-1L));
      assertThrows(UnsupportedOperationException.class, () -> file.map(0, 10));
    }
  }

  @Test
  void readsWhereTheHostCannotMap() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        HostFile file = HostFiles.open(Files.write(memory.getPath("/a"), bytes), true)) {
      readsEverywhere(file);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsAtTheEnd(boolean mapped) throws IOException {
    try (HostFile file = HostFiles.open(written(), mapped)) {
      HostReads.warm(file);
      ByteBuffer target = ByteBuffer.allocate(10);
      assertThat(file.read(bytes.length - 3, target), is(3));
      assertThat(target.position(), is(3));
      assertThat(file.read(bytes.length, target), is(-1));
      assertThat(file.read(Long.MAX_VALUE, target), is(-1));
      assertThat(file.read(0, ByteBuffer.allocate(0)), is(0));
      assertThrows(IllegalArgumentException.class, () -> file.read(-1, target));
      assertThrows(MalformedImageException.class, () -> file.extent(bytes.length, 1));
    }
  }

  @Test
  void anEmptyFileHasNothingToMap() throws IOException {
    try (HostFile file = HostFiles.open(Files.createFile(folder.resolve("empty")), true)) {
      assertThat(file.size(), is(0L));
      assertThat(file.read(0, ByteBuffer.allocate(1)), is(-1));
    }
  }

  @Test
  void windowsMeetWithoutASeam() throws IOException {
    long seam = 1L << 30;
    byte[] around = {1, 2, 3, 4, 5, 6, 7, 8};
    Path sparse = folder.resolve("sparse");
    try (FileChannel channel =
        FileChannel.open(
            sparse,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(around), seam - 4);
      channel.write(ByteBuffer.wrap(around), 3 * seam - 4);
    }
    try (HostFile file = HostFiles.open(sparse, true)) {
      HostReads.warm(file);
      for (long at : new long[] {seam - 4, 3 * seam - 4}) {
        HostReads.wear(file, at - 100_000, 200_000);
        ByteBuffer target = ByteBuffer.allocate(8);
        file.readFully(at, target);
        assertThat(target.array(), is(around));
      }
    }
  }

  @Test
  void zerosOfTheFileAreZeros() throws IOException {
    try (HostFile file =
        HostFiles.open(Files.write(folder.resolve("zeros"), new byte[10_000]), true)) {
      HostReads.warm(file);
      byte[] target = {1, 1, 1, 1};
      assertThat(file.read(5000, ByteBuffer.wrap(target)), is(4));
      assertThat(target, is(new byte[4]));
    }
  }

  @Test
  void whatTurnsOutToBeNoImageIsNeverMapped() throws IOException {
    Path path = written();
    List<CountingChannel.Region> maps = new ArrayList<>();
    HostFile.Opener opener = () -> new CountingChannel(FileChannel.open(path), maps, maps);
    try (HostFile file = new HostFile("x", opener, true)) {
      file.read(0, ByteBuffer.allocate(2048));
      assertThat(maps.size(), is(0));
      HostReads.warm(file);
      file.read(0, ByteBuffer.allocate(2048));
      assertThat(maps.size(), is(1));
    }
  }

  /** A channel that records the positions that are read. */
  private static final class RecordingChannel extends CountingChannel {
    private final List<Long> reads;

    RecordingChannel(FileChannel inner, List<Region> maps, List<Long> reads) {
      super(inner, maps, maps);
      this.reads = reads;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      reads.add(position);
      return super.read(target, position);
    }
  }

  @Test
  void probingReadsABlockTwiceAtMost() throws IOException {
    Path path = written();
    List<CountingChannel.Region> maps = new ArrayList<>();
    List<Long> reads = new ArrayList<>();
    HostFile.Opener opener = () -> new RecordingChannel(FileChannel.open(path), maps, reads);
    try (HostFile file = new HostFile("x", opener, true)) {
      for (int position = 0; position < 65_536; position += 512) {
        HostReads.check(file, bytes, position, ByteBuffer.allocate(512));
      }
    }
    assertThat(reads, contains(0L, 0L, 32_768L, 32_768L));
    assertThat(maps, is(empty()));
  }

  @Test
  void fewBytesOfManyPagesAreNotMapped() throws IOException {
    Path path = written();
    List<CountingChannel.Region> maps = new ArrayList<>();
    HostFile.Opener opener = () -> new CountingChannel(FileChannel.open(path), maps, maps);
    try (HostFile file = new HostFile("x", opener, true)) {
      ByteBuffer target = ByteBuffer.allocate(10 * 256);
      for (int i = 0; i < 2 * HostFile.READS_BEFORE_MAPPING; i++) {
        file.readStrided(2048, 2048, 256, 0, target.clear());
      }
      assertThat(maps, is(empty()));
      assertThat(target.get(9 * 256 + 7), is(bytes[10 * 2048 + 7]));
      for (int i = 0; i < 2 * HostFile.READS_BEFORE_MAPPING; i++) {
        file.readStrided(16, 2352, 2048, 0, target.clear());
      }
      assertThat(maps.size(), is(1));
      assertThat(target.get(2048 + 7), is(bytes[2352 + 16 + 7]));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closedIsClosed(boolean mapped) throws IOException {
    HostFile file = HostFiles.open(written(), mapped);
    HostReads.warm(file);
    file.close();
    file.close();
    assertThrows(ClosedChannelException.class, () -> file.read(0, ByteBuffer.allocate(1)));
    assertThrows(ClosedChannelException.class, () -> file.map(0, 1));
    assertThrows(
        ClosedChannelException.class, () -> file.transferTo(0, 1, Channels.newChannel(System.out)));
  }

  @Test
  void aFailingOpenLeavesNoChannelBehind() throws IOException {
    Path path = written();
    FileChannel[] opened = new FileChannel[1];
    HostFile.Opener failing =
        () -> {
          opened[0] = FileChannel.open(path);
          return new PlainChannel(opened[0]) {
            @Override
            public long size() throws IOException {
              throw new IOException("no size");
            }
          };
        };
    assertThrows(IOException.class, () -> new HostFile("x", failing, true));
    assertThat(opened[0].isOpen(), is(false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptedThreadReadsAndKeepsItsFlag(boolean mapped) throws IOException {
    try (HostFile file = HostFiles.open(written(), mapped)) {
      Thread.currentThread().interrupt();
      HostReads.check(file, bytes, 100, ByteBuffer.allocateDirect(100_000));
      assertThat(Thread.interrupted(), is(true));
    }
  }

  @Test
  void aChannelThatDiedIsOpenedAgain() throws IOException {
    Path path = written();
    SeekableByteChannel[] last = new SeekableByteChannel[1];
    // As in zipfs: the wrapper reports that it is open when the wrapped channel is closed.
    HostFile.Opener opener =
        () -> {
          last[0] = Files.newByteChannel(path);
          return new PlainChannel(last[0]);
        };
    try (HostFile file = new HostFile("x", opener, false)) {
      last[0].close();
      HostReads.check(file, bytes, 5, ByteBuffer.allocate(50));
    }
  }

  @Test
  void anotherFileInItsPlaceIsAnError() throws IOException {
    Path path = written();
    SeekableByteChannel[] last = new SeekableByteChannel[1];
    HostFile.Opener opener =
        () -> {
          last[0] = Files.newByteChannel(path);
          return last[0];
        };
    try (HostFile file = new HostFile("host.bin", opener, false)) {
      Files.write(path, new byte[5]);
      last[0].close();
      IOException e = assertThrows(IOException.class, () -> file.read(0, ByteBuffer.allocate(1)));
      assertThat(e.getMessage(), containsString("host.bin"));
    }
  }

  @Test
  void transfersRegions() throws IOException {
    Path copy = folder.resolve("copy");
    try (HostFile file = HostFiles.open(written(), true);
        FileChannel target =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long sent = file.transferTo(1000, 200_000, target);
      assertThat(sent, greaterThan(0L));
      byte[] expected = java.util.Arrays.copyOfRange(bytes, 1000, 1000 + (int) sent);
      assertThat(Files.readAllBytes(copy), is(expected));
    }
  }

  @Test
  @Timeout(60)
  @EnabledOnOs(OS.LINUX)
  @EnabledForJreRange(minVersion = 22)
  @EnabledIfSystemProperty(named = "test.path", matches = "class") // with the jar
  void whatIsForgottenIsUnmapped() throws IOException {
    Path path = written();
    HostFile file = HostFiles.open(path, true);
    readsEverywhere(file);
    assertThat(mappings(path), is(1L));
    file = null;
    while (mappings(path) > 0) {
      System.gc();
    }
  }

  private static long mappings(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.endsWith(path.toString())).count();
    }
  }

  @Test
  void aPartThatCannotBeReadDoesNotHideItsNeighbours() throws IOException {
    byte[] disk = new byte[100_000];
    Arrays.fill(disk, (byte) 7);
    HostFile.Opener opener =
        () ->
            new SeekableInMemoryByteChannel(disk) {
              @Override
              public int read(ByteBuffer target) throws IOException {
                if (position() < 4096) {
                  throw new IOException("bad sector");
                }
                return super.read(target);
              }
            };
    try (HostFile file = new HostFile("disk", opener, true)) {
      for (int i = 0; i < HostFile.READS_BEFORE_MAPPING + 10; i++) {
        ByteBuffer target = ByteBuffer.allocate(100);
        assertThat(file.read(20_000, target), is(100));
        assertThat(target.get(99), is((byte) 7));
      }
      IOException error =
          assertThrows(IOException.class, () -> file.read(100, ByteBuffer.allocate(100)));
      assertThat(error.getMessage(), is("bad sector"));
    }
  }
}
