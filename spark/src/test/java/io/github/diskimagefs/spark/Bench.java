package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Images a second: a loop on one thread, which opens images through the default file system, and
 * Spark on one and two cores. Prints the median of rounds, in which the contenders run in turn.
 */
final class Bench {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = Integer.getInteger("rounds", 7);

  private Bench() {}

  /** Runs the bench. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("diskimagefs-bench");
    try {
      List<Path> images = ThousandImages.write(folder, false);
      for (boolean hashes : new boolean[] {false, true}) {
        run(folder, images, hashes);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Path folder, List<Path> images, boolean hashes) throws IOException {
    double[] loop = new double[ROUNDS];
    double[] one = new double[ROUNDS];
    double[] two = new double[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      int round = Math.max(0, i);
      loop[round] = loop(images, hashes);
      one[round] = spark("local[1]", folder, hashes);
      two[round] = spark("local[2]", folder, hashes);
    }
    double slowest = median(loop);
    System.out.printf(
        "%s: loop %.0f images/s, Spark on 1 core %.0f, on 2 cores %.0f;"
            + " time on 1 core to loop %.2f, speed of 2 cores to 1 %.2f%n",
        hashes ? "path, size, sha256" : "path, size, modified, mode",
        images.size() / slowest,
        images.size() / median(one),
        images.size() / median(two),
        median(one) / slowest,
        median(one) / median(two));
  }

  private static double loop(List<Path> images, boolean hashes) {
    long start = System.nanoTime();
    List<String> rows = new ArrayList<>();
    for (Path image : images) {
      PlainWalk.add(image.getFileName().toString(), image, hashes, rows);
    }
    return seconds(start);
  }

  private static double spark(String master, Path folder, boolean hashes) throws IOException {
    try (SparkSession spark = LocalSpark.session(master)) {
      // Not measured: the start of Spark, and the first query of a session.
      spark.range(10).selectExpr("sum(id)").collectAsList();
      long start = System.nanoTime();
      spark
          .read()
          .format("diskimage")
          .load(folder.toUri().toString())
          .selectExpr(
              hashes
                  ? new String[] {"image", "path", "size", "sha256", "error"}
                  : new String[] {"image", "path", "size", "modified", "mode", "error"})
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
      return seconds(start);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
