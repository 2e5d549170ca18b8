package io.github.diskimagefs.hostile;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file system, many threads: each gets its bytes or the exception that NIO names. */
@Timeout(120)
class ConcurrencyTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 60;

  @TempDir Path folder;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final AtomicInteger right = new AtomicInteger();

  private interface Work {
    void run(Random random) throws IOException;
  }

  private Thread start(int seed, int rounds, Work work) {
    Thread thread =
        new Thread(
            () -> {
              Random random = new Random(seed);
              try {
                for (int i = 0; i < rounds; i++) {
                  work.run(random);
                }
              } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
              }
            });
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void nobodyFailed() {
    Throwable first = failure.get();
    if (first != null) {
      throw new AssertionError("a thread met " + first, first);
    }
  }

  /** What an interrupted thread may meet, and then goes on. */
  private void readThoughInterrupted(FileSystem image, Random random) throws IOException {
    try {
      Load.readOne(image, random);
      right.incrementAndGet();
    } catch (ClosedByInterruptException e) {
      interrupted.incrementAndGet();
    }
    if (Thread.interrupted()) {
      interrupted.incrementAndGet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"load.iso", "load-udf.iso", "load.cue", "load.dmg", "load.img"})
  void interruptsHurtNobodyElse(String name) throws IOException, InterruptedException {
    Load.writeTo(folder);
    for (String mapped : List.of("true", "false")) {
      try (FileSystem image = DiskImages.open(folder.resolve(name), Map.of("mapped", mapped))) {
        List<Thread> calm = new ArrayList<>();
        List<Thread> hit = new ArrayList<>();
        for (int i = 0; i < THREADS / 2; i++) {
          calm.add(start(i, ROUNDS, random -> Load.readOne(image, random)));
          hit.add(start(100 + i, ROUNDS, random -> readThoughInterrupted(image, random)));
        }
        Random random = new Random(1);
        while (hit.stream().anyMatch(Thread::isAlive)) {
          hit.get(random.nextInt(hit.size())).interrupt();
          Thread.onSpinWait();
        }
        join(hit);
        join(calm);
      }
    }
    nobodyFailed();
    assertThat(right.get() + interrupted.get(), is(greaterThan(0)));
    assertThat(Handles.in(folder), is(empty()));
  }

  @Test
  void manyOpenAndCloseTheSameImages() throws IOException, InterruptedException {
    List<Path> images = Load.writeTo(folder);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          start(
              i,
              ROUNDS / 4,
              random -> Load.openReadClose(images.get(random.nextInt(images.size())), random)));
    }
    join(threads);
    nobodyFailed();
    assertThat(Handles.in(folder), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"load.iso", "load-udf.iso", "load.cue", "load.dmg", "load.img"})
  void closedInTheMiddle(String name) throws IOException, InterruptedException {
    Load.writeTo(folder);
    for (int round = 0; round < 5; round++) {
      FileSystem image = DiskImages.open(folder.resolve(name));
      CountDownLatch begun = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(start(i, 1, random -> readUntilClosed(image, random, begun)));
      }
      begun.await();
      image.close();
      join(threads);
    }
    nobodyFailed();
    assertThat(Handles.in(folder), is(empty()));
  }

  private static void readUntilClosed(FileSystem image, Random random, CountDownLatch begun)
      throws IOException {
    try {
      Load.readOne(image, random);
      begun.countDown();
      while (true) {
        Load.readOne(image, random);
      }
    } catch (ClosedFileSystemException
        | ClosedDirectoryStreamException
        | ClosedChannelException e) {
      assertThat(image.isOpen(), is(false));
    } finally {
      begun.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"load.iso", "load-udf.iso", "load.cue", "load.dmg", "load.img"})
  void theHostFileShrinks(String name) throws IOException {
    Load.writeTo(folder);
    Path host = folder.resolve(name.replace(".cue", ".bin"));
    byte[] whole = Files.readAllBytes(host);
    for (String mapped : List.of("true", "false")) {
      try (FileSystem image = DiskImages.open(folder.resolve(name), Map.of("mapped", mapped))) {
        Files.size(image.getPath("/dir/file3.dat"));
        try (FileChannel file = FileChannel.open(host, StandardOpenOption.WRITE)) {
          file.truncate(0);
        }
        assertThrows(IOException.class, () -> readAll(image.getPath("/dir")));
      } finally {
        Files.write(host, whole);
      }
    }
  }

  private static void readAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.readAllBytes(file);
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
