package io.github.diskimagefs.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.PlainChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts, files that shrink, closing while others read. */
class HostFileTroubleTest {
  @TempDir Path folder;

  /** No byte of it is zero. */
  private final byte[] bytes = new byte[1 << 20];

  {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (1 + i % 251);
    }
  }

  private Path written() throws IOException {
    return Files.write(folder.resolve("host.bin"), bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptsHurtNobodyElse(boolean mapped) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    try (HostFile file = HostFiles.open(written(), mapped)) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        readers.add(thread(faults, () -> readAtRandom(file, new Random(seed), 300)));
      }
      List<Thread> interrupters = new ArrayList<>();
      for (Thread victim : readers.subList(0, 2)) {
        interrupters.add(
            thread(
                faults,
                () -> {
                  while (!stop.get()) {
                    victim.interrupt();
                  }
                }));
      }
      readers.forEach(Thread::start);
      interrupters.forEach(Thread::start);
      for (Thread reader : readers) {
        reader.join();
      }
      stop.set(true);
      for (Thread interrupter : interrupters) {
        interrupter.join();
      }
    }
    assertThat(faults, is(empty()));
  }

  private void readAtRandom(HostFile file, Random random, int times) throws IOException {
    ByteBuffer small = ByteBuffer.allocate(4096);
    ByteBuffer large = ByteBuffer.allocateDirect(64 << 10);
    for (int i = 0; i < times; i++) {
      HostReads.check(file, bytes, random.nextInt(bytes.length), i % 2 == 0 ? small : large);
    }
  }

  @Test
  void aTransferIsNotHurtByAnotherThreadsInterrupt() throws Exception {
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    try (HostFile file = HostFiles.open(written(), true)) {
      Thread interrupted =
          thread(
              faults,
              () -> {
                for (int i = 0; i < 50; i++) {
                  Thread.currentThread().interrupt();
                  try (FileChannel target = output("a")) {
                    file.transferTo(0, bytes.length, target);
                  } catch (ClosedByInterruptException e) {
                    // Its own affair.
                  }
                  Thread.interrupted();
                }
              });
      interrupted.start();
      for (int i = 0; i < 50; i++) {
        try (FileChannel target = output("b")) {
          assertThat(file.transferTo(0, bytes.length, target), is((long) bytes.length));
        }
      }
      interrupted.join();
      assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("b")), bytes), is(true));
    }
    assertThat(faults, is(empty()));
  }

  /** It may belong to an arena that only its own thread may use. */
  @Test
  void noOtherThreadTouchesTheBufferOfOneThatIsInterrupted() throws IOException {
    Thread caller = Thread.currentThread();
    try (FileSystem host = Jimfs.newFileSystem(Configuration.unix())) {
      Path path = Files.write(host.getPath("/host.bin"), bytes);
      ByteBuffer target = ByteBuffer.allocate(100);
      HostFile.Opener opener =
          () ->
              new PlainChannel(Files.newByteChannel(path)) {
                @Override
                public int read(ByteBuffer into) throws IOException {
                  if (Thread.currentThread() == caller) {
                    throw new ClosedByInterruptException();
                  }
                  assertThat(into, is(not(sameInstance(target))));
                  return super.read(into);
                }
              };
      try (HostFile file = new HostFile("host", opener, false)) {
        HostReads.check(file, bytes, 5000, target);
      }
    }
  }

  private FileChannel output(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void aFileThatShrinksIsAnErrorAndNeverZeros(int readsBefore) throws IOException {
    Path path = written();
    for (ByteBuffer target : HostReads.buffers(4096)) {
      Files.write(path, bytes);
      try (HostFile file = HostFiles.open(path, true)) {
        HostReads.warm(file);
        for (int i = 0; i < readsBefore; i++) { // so often that the reading code is compiled
          target.clear();
          file.read((i * 4096L) & (bytes.length - 1), target);
        }
        truncate(path, 10_000);
        HostReads.check(file, bytes, 0, target);
        HostReads.check(file, bytes, 10_000 - 4096, target);
        for (int position : new int[] {8192, 9000, 12_000, 12_288, 500_000, bytes.length - 1}) {
          target.clear();
          assertThrows(MalformedImageException.class, () -> file.read(position, target));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void zerosOfAShrunkFileAreToldFromThoseBehindItsEnd(int readsBefore) throws IOException {
    Path path = folder.resolve("zeros.bin");
    for (ByteBuffer target : HostReads.buffers(200)) {
      Files.write(path, new byte[1 << 20]);
      try (HostFile file = HostFiles.open(path, true)) {
        HostReads.warm(file);
        for (int i = 0; i < readsBefore; i++) { // so often that the reading code is compiled
          assertThat(file.read((i * 4096L) & ((1 << 20) - 1), target.clear()), is(200));
        }
        truncate(path, 12_288);
        for (int position : new int[] {0, 8000, 8192 - 200, 12_000, 12_288 - 200}) {
          assertThat(file.read(position, target.clear()), is(200));
        }
        assertThrows(MalformedImageException.class, () -> file.read(12_100, target.clear()));
        truncate(path, 12_100);
        for (int position : new int[] {11_901, 12_000, 12_087, 12_288, 1_000_000}) {
          assertThrows(MalformedImageException.class, () -> file.read(position, target.clear()));
        }
        assertThat(file.read(11_900, target.clear()), is(200));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shrinkingUnderReadersGivesThemNothingButIoExceptions(boolean mapped) throws Exception {
    Path path = written();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    try (HostFile file = HostFiles.open(path, mapped)) {
      HostReads.warm(file);
      List<Thread> readers =
          startReaders(
              file,
              faults,
              e -> assertThat(((MalformedImageException) e).offset(), greaterThan(0L)));
      truncate(path, 100);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(faults, is(empty()));
  }

  /** Starts two readers that end with an exception; returns once each has read some bytes. */
  private List<Thread> startReaders(
      HostFile file, Queue<Throwable> faults, Consumer<IOException> expected)
      throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(2);
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      readers.add(
          thread(
              faults,
              () -> {
                Random random = new Random(7);
                try {
                  for (int n = 0; ; n++) {
                    readAtRandom(file, random, 1);
                    if (n == 100) {
                      reading.countDown();
                    }
                  }
                } catch (IOException e) {
                  expected.accept(e);
                }
              }));
    }
    readers.forEach(Thread::start);
    reading.await();
    return readers;
  }

  private static void truncate(Path path, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingUnderReadersGivesThemClosedChannels(boolean mapped) throws Exception {
    Path path = written();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < 5; round++) {
      HostFile file = HostFiles.open(path, mapped);
      List<Thread> readers =
          startReaders(
              file, faults, e -> assertThat(e, is(instanceOf(ClosedChannelException.class))));
      file.close();
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(faults, is(empty()));
  }

  @Test
  void closingUnmapsWhereTheRuntimeCan() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.exists(maps), "no /proc here");
    assumeTrue(Runtime.version().feature() >= 22, "unmapping is left to the collector");
    assumeTrue("class".equals(System.getProperty("test.path")), "the arena's class is in the jar");
    Path path = written().toRealPath();
    HostFile file = HostFiles.open(path, true);
    HostReads.warm(file);
    assertThat(mapped(maps, path), is(true));
    file.close();
    assertThat(mapped(maps, path), is(false));
  }

  private static boolean mapped(Path maps, Path path) throws IOException {
    return Files.readAllLines(maps).stream().anyMatch(line -> line.endsWith(path.toString()));
  }

  private static Thread thread(Queue<Throwable> faults, Body body) {
    return new Thread(
        () -> {
          try {
            body.run();
          } catch (Exception | Error e) {
            faults.add(e);
          }
        });
  }

  /** What a thread does. */
  @FunctionalInterface
  private interface Body {
    void run() throws Exception;
  }
}
