package io.github.diskimagefs.hostile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries mutations of images, in a virtual machine of its own with a small heap. Prints the number
 * tried; ends with status 1 and the offender if anything but an {@link IOException} came out.
 *
 * <p>Arguments: mutations for each image, seed, then the images.
 */
public final class HostileRunner {
  private static final int SECONDS = 10;
  private static final List<String> COMPANIONS =
      List.of(".bin", ".img", ".sub", ".wav", ".toc", ".cue", ".ccd");

  private int tried;
  private int refused;
  private int failed;

  private HostileRunner() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    HostileRunner runner = new HostileRunner();
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, "exercise");
              daemon.setDaemon(true);
              return daemon;
            });
    for (String image : List.of(args).subList(2, args.length)) {
      runner.mutate(Path.of(image), count, seed, thread);
    }
    System.out.printf(
        "mutations tried: %d, refused at opening: %d, failures: %d%n",
        runner.tried, runner.refused, runner.failed);
    System.exit(runner.failed == 0 ? 0 : 1);
  }

  private void mutate(Path image, int count, long seed, ExecutorService thread)
      throws IOException, InterruptedException {
    if (Files.size(image) > 6 << 20) {
      return; // the heap is 64 MiB, and the harness holds the image
    }
    Path folder = Files.createTempDirectory("hostile");
    Path copy = folder.resolve(image.getFileName().toString());
    try {
      companions(image, folder);
      Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING);
      byte[] original = Files.readAllBytes(copy);
      Mutations mutations = new Mutations(original, seed + image.getFileName().hashCode());
      try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        for (int i = 0; i < count; i++) {
          Mutation mutation = mutations.next();
          mutation.apply(file);
          exercise(image, copy, mutation, i % 8 == 7 ? Map.of("verify", "true") : env(i), thread);
          mutation.undo(file, original);
        }
      }
    } finally {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static Map<String, String> env(int index) {
    return index % 8 == 6 ? Map.of("volume", "all") : Map.of();
  }

  /** Copies a sheet's data files along. */
  private static void companions(Path image, Path folder) throws IOException {
    String name = image.getFileName().toString();
    if (!name.matches("(?i).*\\.(cue|toc|ccd)")) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(image.getParent())) {
      for (Path file : files) {
        String other = file.getFileName().toString();
        if (COMPANIONS.stream().anyMatch(other::endsWith) && Files.size(file) < 4 << 20) {
          Files.createSymbolicLink(folder.resolve(other), file.toAbsolutePath());
        }
      }
    }
    Files.deleteIfExists(folder.resolve(name));
  }

  private void exercise(
      Path image, Path copy, Mutation mutation, Map<String, ?> env, ExecutorService thread)
      throws InterruptedException {
    tried++;
    Future<Integer> result = thread.submit(() -> Exercise.of(copy, env));
    try {
      if (result.get(SECONDS, TimeUnit.SECONDS) < 0) {
        refused++;
      }
    } catch (TimeoutException e) {
      failed++;
      System.out.println("HANG " + image + ": " + mutation.name());
      Thread.getAllStackTraces().entrySet().stream()
          .filter(entry -> entry.getKey().getName().equals("exercise"))
          .forEach(entry -> System.out.println(List.of(entry.getValue())));
      System.exit(1);
    } catch (java.util.concurrent.ExecutionException e) {
      failed++;
      System.out.println("FAILED " + image + ": " + mutation.name() + " " + env);
      e.getCause().printStackTrace(System.out);
    }
  }
}
