package io.github.diskimagefs.hostile;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CountingHost;
import io.github.diskimagefs.image.CountingHost.Read;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries mutations of images, in a virtual machine of its own with a small heap. Prints the number
 * tried; ends with status 1 and the offender if anything but an {@link IOException} came out, if
 * one took too long, or if files of the host stayed open.
 *
 * <p>Arguments: mutations for each image, seed, then the images.
 */
public final class HostileRunner {
  private static final Duration BUSY = Duration.ofSeconds(10); // of work, on however busy a machine
  private static final Duration STUCK = Duration.ofSeconds(100);
  private static final int MAX_IMAGE_BYTES = 256 << 20;
  private static final int READS = 20_000;
  private static final List<String> COMPANIONS =
      List.of(
          ".bin", ".img", ".sub", ".wav", ".mdf", ".b6i", ".bwi", ".raw", ".toc", ".cue", ".ccd");

  private final int count;
  private final long seed;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(HostileRunner::worker);
  private int tried;
  private int refused;
  private int failed;
  private long longest = -1;
  private String slowest = "none";

  private HostileRunner(int count, long seed) {
    this.count = count;
    this.seed = seed;
  }

  private static Thread worker(Runnable task) {
    Thread worker = new Thread(task, "exercise");
    worker.setDaemon(true);
    return worker;
  }

  /** Runs. */
  public static void main(String[] args) throws Exception {
    HostileRunner runner = new HostileRunner(Integer.parseInt(args[0]), Long.parseLong(args[1]));
    for (String image : List.of(args).subList(2, args.length)) {
      runner.mutateAll(Path.of(image));
    }
    System.out.printf(
        "mutations tried: %d, refused at opening: %d, failures: %d%n",
        runner.tried, runner.refused, runner.failed);
    System.out.printf("longest: %d ms for %s%n", runner.longest / 1_000_000, runner.slowest);
    System.exit(runner.failed == 0 ? 0 : 1);
  }

  /** Fails if this process still has files of that folder open. */
  private void checkClosed(Path folder) throws IOException {
    for (Path file : Handles.in(folder)) {
      failed++;
      System.out.println("LEFT OPEN: " + file);
    }
  }

  private void mutateAll(Path image) throws IOException, InterruptedException {
    if (Files.size(image) > MAX_IMAGE_BYTES) {
      return;
    }
    Path folder = Files.createTempDirectory("hostile");
    try {
      Path copy = folder.resolve(image.getFileName().toString());
      companions(image, folder);
      Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING);
      Map<String, String> env = env(image);
      mutate(image, copy, env);
      String name = image.toString();
      Path inner = Unpacked.content(copy, folder, env, MAX_IMAGE_BYTES);
      while (inner != null) {
        name += " unpacked";
        mutate(Path.of(name), inner, Map.of());
        inner = Unpacked.content(inner, folder, Map.of(), MAX_IMAGE_BYTES);
      }
      checkClosed(folder);
    } finally {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void mutate(Path image, Path copy, Map<String, String> env)
      throws IOException, InterruptedException {
    Path pristine = Files.createTempFile("hostile", ".image");
    try {
      Files.copy(copy, pristine, StandardCopyOption.REPLACE_EXISTING);
      mutate(image, copy, env, Original.map(pristine));
      if (Files.mismatch(copy, pristine) >= 0) {
        throw new AssertionError("not as it was: " + image);
      }
    } finally {
      Files.delete(pristine);
    }
  }

  private void mutate(Path image, Path copy, Map<String, String> env, Original original)
      throws IOException, InterruptedException {
    Mutations mutations =
        new Mutations(original, reads(copy, env), seed + image.getFileName().hashCode());
    try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; i++) {
        Mutation mutation = mutations.next();
        mutation.apply(file);
        exercise(image + ": " + mutation.name(), copy, variant(env, i), i);
        mutation.undo(file, original);
      }
    }
  }

  /** What opening and listing the image read of it. */
  private static List<Read> reads(Path image, Map<String, ?> env) throws IOException {
    CountingHost host = new CountingHost(image, Files.size(image));
    try (FileSystem fs = DiskImages.open(host.file(), env)) {
      list(fs.getPath("/"), host);
    } catch (IOException | DirectoryIteratorException e) {
      return host.reads(); // as far as it went
    }
    return host.reads();
  }

  private static void list(Path directory, CountingHost host) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (host.reads().size() > READS) {
          return;
        }
        if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
          list(entry, host);
        }
      }
    }
  }

  /** The password of an image that has one beside it. */
  private static Map<String, String> env(Path image) throws IOException {
    Path password = image.resolveSibling(image.getFileName() + ".password.txt");
    return Files.exists(password)
        ? Map.of("password", Files.readString(password).strip())
        : Map.of();
  }

  private static Map<String, String> variant(Map<String, String> env, int index) {
    Map<String, String> variant = new HashMap<>(env);
    switch (index % 16) {
      case 3, 11 -> variant.put("verify", "true");
      case 5, 14 -> variant.put("volume", "all");
      case 6 -> variant.put("view", List.of("joliet", "udf", "iso9660", "hfs").get(index / 16 % 4));
      case 7 -> variant.put("session", "1");
      case 8 -> variant.put("mapped", "false");
      default -> {} // as most people open it
    }
    return variant;
  }

  /** Makes a sheet's data files available. */
  private static void companions(Path image, Path folder) throws IOException {
    if (!image.toString().matches("(?i).*\\.(cue|toc|ccd)")) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(image.toAbsolutePath().getParent())) {
      for (Path file : files) {
        String other = file.getFileName().toString();
        if (COMPANIONS.stream().anyMatch(other::endsWith) && Files.size(file) < MAX_IMAGE_BYTES) {
          Files.createSymbolicLink(folder.resolve(other), file.toAbsolutePath());
        }
      }
    }
    Files.deleteIfExists(folder.resolve(image.getFileName().toString()));
  }

  private void exercise(String name, Path copy, Map<String, ?> env, int index)
      throws InterruptedException {
    tried++;
    long before = worked();
    Future<Integer> result =
        thread.submit(
            () ->
                switch (index % 16) {
                  case 9 -> Exercise.describe(copy, env);
                  case 12 -> Exercise.verify(copy, env);
                  default -> Exercise.of(copy, env);
                });
    try {
      if (await(result) < 0) {
        refused++;
      }
    } catch (TimeoutException e) {
      System.out.println("HANG " + name + " " + env);
      Thread.getAllStackTraces().entrySet().stream()
          .filter(entry -> entry.getKey().getName().equals("exercise"))
          .forEach(entry -> System.out.println(List.of(entry.getValue())));
      System.exit(1);
    } catch (ExecutionException e) {
      failed++;
      System.out.println("FAILED " + name + " " + env);
      e.getCause().printStackTrace(System.out);
    }
    long work = worked() - before;
    if (work > longest) {
      longest = work;
      slowest = name + ' ' + env;
    }
  }

  /** Waits until the thread has worked for too long or seems to wait for ever. */
  private int await(Future<Integer> result)
      throws InterruptedException, ExecutionException, TimeoutException {
    long busy = worked() + BUSY.toNanos();
    long stuck = System.nanoTime() + STUCK.toNanos();
    while (true) {
      try {
        return result.get(2, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (worked() > busy || System.nanoTime() > stuck) {
          throw e;
        }
      }
    }
  }

  /** The processor time of this virtual machine, in which little else happens. */
  private static long worked() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
