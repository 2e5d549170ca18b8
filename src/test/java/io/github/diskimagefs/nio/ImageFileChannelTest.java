package io.github.diskimagefs.nio;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.HostFiles;
import io.github.diskimagefs.image.CountingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileChannelTest {
  @TempDir Path folder;

  private final Opened opened = new Opened();
  private final byte[] bytes = new byte[200_000];

  {
    new Random(1).nextBytes(bytes);
  }

  private FileChannel channel() throws IOException {
    return new ImageFileChannel(new ArraySource(bytes), opened);
  }

  private byte[] part(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @Test
  void readsAndMovesOn() throws IOException {
    try (FileChannel channel = channel()) {
      ByteBuffer target = ByteBuffer.allocate(1000);
      assertThat(channel.read(target), is(1000));
      assertThat(channel.position(), is(1000L));
      assertThat(channel.read(target.clear(), 5), is(1000));
      assertThat(target.array(), is(part(5, 1005)));
      assertThat(channel.position(), is(1000L));
      assertThat(channel.position(199_990).read(target.clear()), is(10));
      assertThat(channel.read(target), is(-1));
    }
  }

  @Test
  void scatters() throws IOException {
    try (FileChannel channel = channel()) {
      ByteBuffer[] targets = {
        ByteBuffer.allocate(3), ByteBuffer.allocate(0), ByteBuffer.allocateDirect(300_000)
      };
      assertThat(channel.read(targets), is(200_000L));
      assertThat(channel.read(targets), is(-1L));
      assertThat(targets[0].array(), is(part(0, 3)));
      assertThrows(IndexOutOfBoundsException.class, () -> channel.read(targets, 2, 2));
    }
  }

  @Test
  void aPositionPastTheEndIsKept() throws IOException {
    try (FileChannel channel = channel()) {
      channel.position(1L << 40);
      assertThat(channel.position(), is(1L << 40));
      assertThat(channel.read(ByteBuffer.allocate(1)), is(-1));
      assertThat(channel.size(), is(200_000L));
      assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
    }
  }

  @Test
  void joinsWhatLiesInPieces() throws IOException {
    ByteSource whole = new ArraySource(bytes);
    ByteSource pieces =
        ConcatSource.of(List.of(whole.slice(0, 10), whole.slice(10, 20), whole.slice(30, 70)));
    try (FileChannel channel = new ImageFileChannel(pieces, opened)) {
      ByteBuffer target = ByteBuffer.allocate(100);
      assertThat(channel.read(target), is(100));
      assertThat(target.array(), is(part(0, 100)));
    }
  }

  @Test
  void nothingIsWritten() throws IOException {
    try (FileChannel channel = channel()) {
      ByteBuffer source = ByteBuffer.allocate(1);
      assertThrows(NonWritableChannelException.class, () -> channel.write(source));
      assertThrows(NonWritableChannelException.class, () -> channel.write(source, 0));
      assertThrows(
          NonWritableChannelException.class, () -> channel.write(new ByteBuffer[] {source}));
      assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
      assertThrows(
          NonWritableChannelException.class,
          () -> channel.transferFrom(Channels.newChannel(System.in), 0, 1));
      assertThrows(NonWritableChannelException.class, () -> channel.lock());
      assertThrows(
          NonWritableChannelException.class,
          () -> channel.map(FileChannel.MapMode.READ_WRITE, 0, 1));
      assertThrows(
          NonWritableChannelException.class, () -> channel.map(FileChannel.MapMode.PRIVATE, 0, 1));
      assertThrows(IllegalArgumentException.class, () -> channel.read(source.asReadOnlyBuffer()));
      channel.force(true);
    }
  }

  @Test
  void sharedLocksAreHadForTheAsking() throws IOException {
    FileChannel channel = channel();
    FileLock lock = channel.lock(0, 10, true);
    assertThat(lock.isValid() && lock.isShared(), is(true));
    assertThrows(OverlappingFileLockException.class, () -> channel.tryLock(5, 10, true));
    lock.release();
    assertThat(lock.isValid(), is(false));
    FileLock second = channel.tryLock(5, 10, true);
    channel.close();
    assertThat(second.isValid(), is(false));
    assertThrows(ClosedChannelException.class, second::release);
  }

  @Test
  void locksOfOneFileDoNotOverlap() throws IOException {
    ImageFileChannel one = new ImageFileChannel(new ArraySource(bytes), opened).ofFile("a");
    ImageFileChannel same = new ImageFileChannel(new ArraySource(bytes), opened).ofFile("a");
    ImageFileChannel other = new ImageFileChannel(new ArraySource(bytes), opened).ofFile("b");
    FileLock lock = one.lock(0, 10, true);
    assertThrows(OverlappingFileLockException.class, () -> same.tryLock(5, 10, true));
    assertThat(other.tryLock(5, 10, true).isValid(), is(true));
    other.close();
    assertThat(lock.isValid(), is(true));
    one.close();
    assertThat(same.tryLock(5, 10, true).isValid(), is(true));
  }

  @Test
  void nobodyIsLeftWithTheLockOfAChannelThatWasClosedMeanwhile() throws IOException {
    FileChannel closed = channel();
    closed.close();
    FileLockTable locks = new FileLockTable();
    assertThat(locks.add("a", closed, 0, 10), is(nullValue()));
    assertThat(locks.add("a", channel(), 0, 10).isValid(), is(true));
  }

  @Test
  void interruptedBeforeALock() throws IOException {
    FileChannel channel = channel();
    Thread.currentThread().interrupt();
    assertThrows(FileLockInterruptionException.class, () -> channel.lock(0, 10, true));
    assertThat(Thread.interrupted(), is(true));
  }

  @Test
  void aBufferHoldsTwoGibibytesAtMost() throws IOException {
    try (FileChannel channel = channel()) {
      for (FileChannel.MapMode mode :
          List.of(FileChannel.MapMode.READ_ONLY, FileChannel.MapMode.PRIVATE)) {
        assertThrows(IllegalArgumentException.class, () -> channel.map(mode, 0, 1L << 31));
      }
    }
  }

  @Test
  void anEmptyFileIsWholeWhereverItLies() throws IOException {
    ByteSource nowhere = new ArraySource(bytes).slice(1L << 40, 0);
    try (FileChannel channel = new ImageFileChannel(nowhere, opened)) {
      assertThat(channel.read(ByteBuffer.allocate(1)), is(-1));
      assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 0, 0).capacity(), is(0));
    }
  }

  @Test
  void closedIsClosed() throws IOException {
    FileChannel channel = channel();
    assertThat(opened.resources.size(), is(1));
    opened.closeAll();
    assertThat(opened.resources, is(empty()));
    assertThat(channel.isOpen(), is(false));
    ByteBuffer target = ByteBuffer.allocate(1);
    assertThrows(ClosedChannelException.class, () -> channel.read(target));
    assertThrows(ClosedChannelException.class, () -> channel.read(target, 0));
    assertThrows(ClosedChannelException.class, channel::size);
    assertThrows(ClosedChannelException.class, channel::position);
    assertThrows(ClosedChannelException.class, () -> channel.write(target));
    assertThrows(
        ClosedChannelException.class, () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1));
  }

  @Test
  void anInterruptClosesItsOwnChannelOnly() throws IOException {
    try (HostFile host = HostFiles.open(Files.write(folder.resolve("host"), bytes), false);
        FileChannel lost = new ImageFileChannel(host.slice(0, 1000), opened);
        FileChannel kept = new ImageFileChannel(host.slice(0, 1000), opened)) {
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, () -> lost.read(ByteBuffer.allocate(1)));
      assertThat(Thread.interrupted(), is(true));
      assertThat(lost.isOpen(), is(false));
      assertThat(kept.read(ByteBuffer.allocate(2000)), is(1000));
    }
  }

  @Test
  void transfersStoredAndScatteredBytes() throws IOException {
    Path copy = folder.resolve("copy");
    try (HostFile host = HostFiles.open(Files.write(folder.resolve("host"), bytes), true)) {
      ByteSource mixed =
          ConcatSource.of(
              List.of(
                  host.slice(100, 99_900), new ArraySource(part(0, 100)), host.slice(5, 50_000)));
      try (FileChannel channel = new ImageFileChannel(mixed, opened);
          FileChannel target =
              FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        assertThat(channel.transferTo(0, Long.MAX_VALUE, target), is(150_000L));
        assertThat(channel.transferTo(150_000, 1, target), is(0L));
      }
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      expected.writeBytes(part(100, 100_000));
      expected.writeBytes(part(0, 100));
      expected.writeBytes(part(5, 50_005));
      assertThat(Arrays.equals(Files.readAllBytes(copy), expected.toByteArray()), is(true));
    }
  }

  @Test
  void transfersToAnyChannel() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (FileChannel channel = channel()) {
      assertThat(channel.transferTo(7, 150_000, Channels.newChannel(target)), is(150_000L));
      assertThat(Arrays.equals(target.toByteArray(), part(7, 150_007)), is(true));
      assertThrows(
          IllegalArgumentException.class,
          () -> channel.transferTo(-1, 1, Channels.newChannel(target)));
    }
  }

  @Test
  void mapsStoredAndScatteredBytes() throws IOException {
    try (HostFile host = HostFiles.open(Files.write(folder.resolve("host"), bytes), true)) {
      ByteSource stored = ConcatSource.of(List.of(host.slice(100, 900), host.slice(1000, 9000)));
      ByteSource scattered = ConcatSource.of(List.of(host.slice(0, 900), host.slice(5000, 100)));
      check(stored, part(100, 10_000));
      byte[] expected = Arrays.copyOf(part(0, 900), 1000);
      System.arraycopy(bytes, 5000, expected, 900, 100);
      check(scattered, expected);
    }
  }

  @Test
  void whatIsStoredIsMappedAndTransferredByTheHost() throws IOException {
    Path path = Files.write(folder.resolve("host"), bytes);
    List<CountingChannel.Region> maps = new ArrayList<>();
    List<CountingChannel.Region> transfers = new ArrayList<>();
    HostFile.Opener opener = () -> new CountingChannel(FileChannel.open(path), maps, transfers);
    try (HostFile host = new HostFile("host", opener, true);
        FileChannel channel = new ImageFileChannel(host.slice(1000, 100_000), opened);
        FileChannel target =
            FileChannel.open(
                folder.resolve("copy"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.map(FileChannel.MapMode.READ_ONLY, 10, 99_000);
      channel.transferTo(20, 98_000, target);
    }
    assertThat(maps, is(List.of(new CountingChannel.Region(1010, 99_000))));
    assertThat(transfers, is(List.of(new CountingChannel.Region(1020, 98_000))));
  }

  private void check(ByteSource source, byte[] expected) throws IOException {
    try (FileChannel channel = new ImageFileChannel(source, opened)) {
      MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 10, expected.length - 10);
      byte[] found = new byte[map.remaining()];
      map.get(found);
      assertThat(found, is(Arrays.copyOfRange(expected, 10, expected.length)));
      assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 0, 0).remaining(), is(0));
      assertThrows(
          IOException.class,
          () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, expected.length + 1));
    }
  }

  @Test
  void aSizeThatCannotBeTrueIsNotBelieved() {
    ByteSource lie = new ArraySource(bytes).slice(100, 1L << 40);
    assertThrows(MalformedImageException.class, () -> new ImageFileChannel(lie, opened));
    assertThat(opened.resources, is(empty()));
  }
}
