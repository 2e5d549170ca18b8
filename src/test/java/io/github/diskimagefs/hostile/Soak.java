package io.github.diskimagefs.hostile;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Mixed load for as many minutes as the argument says: file systems that stay open and are read by
 * all, others opened and closed, broken images, threads interrupted at random. Prints memory and
 * handles as it goes; ends with status 1 if anything but the right bytes or an {@link IOException}
 * came out, or if files stayed open.
 */
public final class Soak {
  private static final int THREADS = 4;

  private final List<Path> images;
  private final List<FileSystem> open = new ArrayList<>();
  private final Map<String, byte[]> specimens = Specimens.all();
  private final Path folder;
  private final long end;
  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Soak(Path folder, Duration time) throws IOException {
    this.folder = folder;
    this.images = Load.writeTo(folder);
    this.end = System.nanoTime() + time.toNanos();
    for (Path image : images) {
      open.add(DiskImages.open(image));
    }
  }

  /** Runs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("soak");
    Soak soak = new Soak(folder, Duration.ofMinutes(Long.parseLong(args[0])));
    System.exit(soak.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      Thread thread = new Thread(() -> work(random), "soak " + i);
      threads.add(thread);
      thread.start();
    }
    Random random = new Random();
    long interval = (end - System.nanoTime()) / 12;
    long next = System.nanoTime();
    while (System.nanoTime() < end && failure.get() == null) {
      TimeUnit.MILLISECONDS.sleep(20);
      threads.get(random.nextInt(THREADS)).interrupt();
      if (System.nanoTime() - next >= 0) {
        report();
        next = System.nanoTime() + interval;
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (FileSystem image : open) {
      image.close();
    }
    report();
    if (failure.get() != null) {
      failure.get().printStackTrace();
    }
    return failure.get() == null && Handles.in(folder).isEmpty();
  }

  private void report() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%,d operations, %,d refused, %,d KiB of heap in use, %d files open%n",
        operations.get(),
        refused.get(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 10,
        Handles.in(folder).size());
  }

  private void work(Random random) {
    try {
      while (System.nanoTime() < end && failure.get() == null) {
        operations.incrementAndGet();
        try {
          step(random);
        } catch (IOException e) {
          refused.incrementAndGet();
          if (!Thread.interrupted()) {
            throw e;
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void step(Random random) throws IOException {
    int dice = random.nextInt(16);
    if (dice == 0) {
      broken(random);
    } else if (dice < 3) {
      Load.openReadClose(images.get(random.nextInt(images.size())), random);
    } else {
      Load.readOne(open.get(random.nextInt(open.size())), random);
    }
  }

  /** A mutation of a specimen, in a file of this thread's. */
  private void broken(Random random) throws IOException {
    List<String> names = List.copyOf(specimens.keySet());
    byte[] image = specimens.get(names.get(random.nextInt(names.size()))).clone();
    for (int i = 0; i < 20; i++) {
      image[random.nextInt(Math.min(image.length, 100_000))] = (byte) random.nextInt();
    }
    Path file = folder.resolve(Thread.currentThread().getName());
    try {
      Files.write(file, image);
      Exercise.of(file, Map.of(), 1 << 16);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
