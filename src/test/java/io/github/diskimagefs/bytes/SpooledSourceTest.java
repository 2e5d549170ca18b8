package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SpooledSourceTest {
  private final byte[] content = new byte[5 << 20];

  SpooledSourceTest() {
    new Random(1).nextBytes(content);
    Arrays.fill(content, 1 << 20, 3 << 20, (byte) 0);
  }

  private SpooledSource unpack(long size) throws IOException {
    return TemporaryStorage.DEFAULT.unpack("a.gz", () -> new ByteArrayInputStream(content), size);
  }

  private static byte[] read(ByteSource source, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    source.readFully(position, target);
    return target.array();
  }

  private static Set<Path> temporaryFiles() throws IOException {
    Set<Path> files = new TreeSet<>();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "diskimagefs*.unpacked")) {
      stream.forEach(files::add);
    }
    return files;
  }

  private static final class Breaking extends InputStream {
    @Override
    public int read() throws IOException {
      throw new MalformedImageException("gzip", 77, "the checksum is wrong");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return read();
    }
  }

  @Test
  void onlyTheBytesAskedForAreUnpacked() throws IOException {
    try (SpooledSource source = unpack(content.length)) {
      assertThat(source.size(), is((long) content.length));
      assertThat(source.available(), is(0L));
      assertThat(read(source, 1000, 50), is(Arrays.copyOfRange(content, 1000, 1050)));
      assertThat(source.available(), lessThan(1L << 20));
      assertThat(read(source, 0, content.length), is(content));
      assertThat(source.read(content.length, ByteBuffer.allocate(1)), is(-1));
    }
  }

  @Test
  void anUnknownSizeIsFoundAtTheEnd() throws IOException {
    try (SpooledSource source = unpack(-1)) {
      assertThat(source.size(), is((long) content.length));
      assertThat(read(source, 0, content.length), is(content));
    }
  }

  @Test
  void aThreadThatIsInterruptedUnpacksAllTheSame() throws IOException {
    try (SpooledSource source = unpack(-1)) {
      Thread.currentThread().interrupt();
      assertThat(source.size(), is((long) content.length));
      assertThat(Thread.interrupted(), is(true));
      assertThat(read(source, 0, content.length), is(content));
    }
  }

  @Test
  void anInterruptHurtsNoOtherReaderOfAGrowingFile() throws Exception {
    try (SpooledSource source = unpack(-1)) {
      read(source, 0, 1000);
      for (int i = 0; i < 20; i++) {
        Thread reader =
            new Thread(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    read(source, 0, 1000);
                  } catch (IOException e) {
                    // Its own read may fail.
                  }
                });
        reader.start();
        reader.join();
        assertThat(read(source, 100, 500), is(Arrays.copyOfRange(content, 100, 600)));
      }
      assertThat(read(source, 0, content.length), is(content));
    }
  }

  @Test
  void aListenerMayReadAndClose() throws IOException {
    AtomicReference<SpooledSource> unpacked = new AtomicReference<>();
    List<Byte> seen = new ArrayList<>();
    TemporaryStorage storage =
        new TemporaryStorage(
            TemporaryStorage.DEFAULT_MAX_BYTES,
            (name, bytes, total) -> {
              try {
                if (seen.isEmpty()) {
                  seen.add(read(unpacked.get(), 7, 1)[0]);
                } else {
                  unpacked.get().close();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    SpooledSource source = storage.unpack("a.gz", () -> new ByteArrayInputStream(content), -1);
    unpacked.set(source);
    assertThrows(IOException.class, source::unpackAll);
    assertThat(seen, is(List.of(content[7])));
  }

  @Test
  void anErrorOfTheListenerChangesNoBytes() throws IOException {
    AtomicBoolean thrown = new AtomicBoolean();
    TemporaryStorage storage =
        new TemporaryStorage(
            TemporaryStorage.DEFAULT_MAX_BYTES,
            (name, bytes, total) -> {
              if (!thrown.getAndSet(true)) {
                throw new AssertionError("expected");
              }
            });
    try (SpooledSource source =
        storage.unpack("a.gz", () -> new ByteArrayInputStream(content), -1)) {
      assertThrows(AssertionError.class, () -> read(source, 0, 1));
      assertThat(read(source, 0, content.length), is(content));
    }
  }

  @Test
  void anErrorOfTheStreamIsAFailureForEachReader() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return read();
          }
        };
    InputStream stream = new SequenceInputStream(new ByteArrayInputStream(content), broken);
    try (SpooledSource source = TemporaryStorage.DEFAULT.unpack("a.gz", () -> stream, -1)) {
      assertThrows(StackOverflowError.class, source::unpackAll);
      assertThrows(IOException.class, source::unpackAll);
      assertThrows(IOException.class, () -> read(source, content.length, 1));
    }
  }

  @Test
  void theTemporaryFileIsOfItsOwnerAloneAndDeleted() throws IOException {
    Set<Path> before = temporaryFiles();
    SpooledSource closed;
    Set<Path> during;
    try (SpooledSource source = unpack(-1)) {
      closed = source;
      during = temporaryFiles();
      during.removeAll(before);
      for (Path file : during) {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), is("rw-------"));
        }
      }
      assertThat(source.size(), is((long) content.length));
    }
    for (Path file : during) {
      assertThat(Files.exists(file), is(false));
    }
    assertThrows(IOException.class, () -> read(closed, 0, 1));
  }

  @Test
  void aBreakIsReportedWhereItIsAndBytesBeforeItAreRead() throws IOException {
    SpooledSource.Opener opener =
        () -> new SequenceInputStream(new ByteArrayInputStream(content), new Breaking());
    try (SpooledSource source = TemporaryStorage.DEFAULT.unpack("a.gz", opener, -1)) {
      assertThat(source.size(), is(content.length + 1L));
      assertThat(read(source, 0, content.length), is(content));
      MalformedImageException e =
          assertThrows(MalformedImageException.class, () -> read(source, content.length, 1));
      assertThat(e.getMessage(), containsString("the checksum is wrong"));
      assertThrows(MalformedImageException.class, source::unpackAll);
    }
  }

  @Test
  void aStreamOfAnotherSizeThanRecordedIsAnError() throws IOException {
    try (SpooledSource source = unpack(content.length + 1)) {
      assertThrows(MalformedImageException.class, () -> read(source, content.length, 1));
    }
    try (SpooledSource source = unpack(content.length - 1)) {
      assertThrows(MalformedImageException.class, source::unpackAll);
    }
  }

  @Test
  void theBoundIsKept() throws IOException {
    TemporaryStorage small = new TemporaryStorage(1 << 20, (name, bytes, total) -> {});
    SpooledSource.Opener opener = () -> new ByteArrayInputStream(content);
    IOException e =
        assertThrows(IOException.class, () -> small.unpack("a.gz", opener, content.length));
    assertThat(e.getMessage(), containsString("unpackBytes"));
    try (SpooledSource source = small.unpack("a.gz", opener, -1)) {
      e = assertThrows(IOException.class, source::unpackAll);
      assertThat(e.getMessage(), containsString("unpackBytes"));
      assertThat(source.available() <= 1 << 20, is(true));
    }
  }

  @Test
  void progressIsReported() throws IOException {
    AtomicLong seen = new AtomicLong();
    TemporaryStorage storage =
        new TemporaryStorage(Long.MAX_VALUE, (name, bytes, total) -> seen.set(bytes));
    try (SpooledSource source =
        storage.unpack("a.gz", () -> new ByteArrayInputStream(content), -1)) {
      source.unpackAll();
    }
    assertThat(seen.get(), is((long) content.length));
  }

  @Test
  void manyReadersGetTheBytesAndAnInterruptHurtsOnlyItsThread() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (SpooledSource source = unpack(-1)) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        int number = t;
        results.add(
            threads.submit(
                () -> {
                  Random random = new Random(number);
                  boolean right = true;
                  for (int i = 0; i < 200; i++) {
                    if (number == 0) {
                      Thread.currentThread().interrupt();
                    }
                    int position = random.nextInt(content.length - 1000);
                    byte[] expected = Arrays.copyOfRange(content, position, position + 1000);
                    right &= Arrays.equals(read(source, position, 1000), expected);
                  }
                  return right;
                }));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get(), is(true));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
