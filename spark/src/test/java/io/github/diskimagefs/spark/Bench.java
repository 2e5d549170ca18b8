package io.github.diskimagefs.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Images a second: a loop on one thread, which opens images through the default file system, and
 * Spark on one and two cores, all for the same columns. The contenders run in turn, in several
 * rounds, after others that are not counted: the compiler of the JVM takes that long.
 *
 * <p>The process is bound to as many processors as the contender has cores. Otherwise one thread
 * would use a quarter of a second one as well, for the garbage collector and the library's own
 * read-ahead, which are there for two threads too but then find no processor that is idle.
 *
 * <p>The figures are medians; the ratios are also those of the best rounds, which other load on the
 * machine disturbs the least. Processor time is given as well: that of the process has that of the
 * compiler and the garbage collector in it; that of the tasks is the work on images and rows alone.
 */
final class Bench {
  private static final int WARM_UP = Integer.getInteger("warmup", 10);
  private static final int ROUNDS = Integer.getInteger("rounds", 9);

  private static final boolean BIND = Boolean.parseBoolean(System.getProperty("bind", "true"));

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Seconds of a clock on the wall and of processors.
   *
   * @param process those of all threads
   * @param work those of the threads that read images
   */
  private record Times(double wall, double process, double work) {}

  /** Work that is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private Bench() {}

  /** Runs the bench; arguments are {@code walk} or {@code sha256}, none for both. */
  public static void main(String[] arguments) throws IOException {
    List<String> rows = arguments.length > 0 ? List.of(arguments) : List.of("walk", "sha256");
    Path folder = Files.createTempDirectory("diskimagefs-bench");
    try {
      int count = ThousandImages.write(folder).size();
      for (String row : rows) {
        run(folder, count, row.equals("sha256"));
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Path folder, int count, boolean hashes) throws IOException {
    List<Times> loops = new ArrayList<>();
    List<Times> ones = new ArrayList<>();
    List<Times> twos = new ArrayList<>();
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      bind(1);
      Times loop = measure(() -> PlainLoop.rows(folder, hashes));
      Times one = spark("local[1]", folder, hashes);
      bind(2);
      Times two = spark("local[2]", folder, hashes);
      System.out.printf(
          "%s: seconds: loop %.2f, Spark on 1 core %.2f, on 2 cores %.2f%n",
          i < 0 ? "warm-up" : "round", loop.wall, one.wall, two.wall);
      if (i >= 0) {
        loops.add(loop);
        ones.add(one);
        twos.add(two);
      }
    }
    double loop = median(loops, Times::wall);
    double one = median(ones, Times::wall);
    double two = median(twos, Times::wall);
    System.out.printf(
        "%s: loop %.0f images/s, Spark on 1 core %.0f, on 2 cores %.0f;"
            + " time on 1 core to loop %.2f (best rounds %.2f),"
            + " speed of 2 cores to 1 %.2f (best rounds %.2f);"
            + " processor time on 1 core to loop: process %.2f, tasks %.2f%n",
        hashes ? "path, size, sha256" : "path, size, modified, mode",
        count / loop,
        count / one,
        count / two,
        one / loop,
        best(ones) / best(loops),
        one / two,
        best(ones) / best(twos),
        median(ones, Times::process) / median(loops, Times::process),
        median(ones, Times::work) / median(loops, Times::work));
  }

  /** Binds all threads to some processors; does nothing where there is no command for that. */
  private static void bind(int processors) throws IOException {
    if (!BIND) {
      return;
    }
    String[] command = {
      "taskset", "-acp", "0-" + (processors - 1), "" + ProcessHandle.current().pid()
    };
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      if (process.waitFor() != 0) {
        System.out.println("not bound: taskset failed");
      }
    } catch (IOException e) {
      System.out.println("not bound: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Times measure(Work work) throws IOException {
    long start = System.nanoTime();
    long process = PROCESS.getProcessCpuTime();
    long thread = THREADS.getCurrentThreadCpuTime();
    work.run();
    return new Times(
        (System.nanoTime() - start) / 1e9,
        (PROCESS.getProcessCpuTime() - process) / 1e9,
        (THREADS.getCurrentThreadCpuTime() - thread) / 1e9);
  }

  private static Times spark(String master, Path folder, boolean hashes) throws IOException {
    String[] columns =
        hashes
            ? new String[] {"image", "path", "size", "sha256", "error"}
            : new String[] {"image", "path", "size", "modified", "mode", "error"};
    AtomicLong tasks = new AtomicLong();
    Times times;
    try (SparkSession spark = LocalSpark.session(master)) {
      // Not measured: the start of Spark, and the first query of a session.
      spark.range(10).selectExpr("sum(id)").collectAsList();
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  tasks.addAndGet(end.taskMetrics().executorCpuTime());
                }
              });
      times =
          measure(
              () ->
                  spark
                      .read()
                      .format("diskimage")
                      .load(folder.toUri().toString())
                      .selectExpr(columns)
                      .write()
                      .format("noop")
                      .mode("overwrite")
                      .save());
    }
    // The end of the session waits for the listener.
    return new Times(times.wall, times.process, tasks.get() / 1e9);
  }

  private static double best(List<Times> times) {
    return times.stream().mapToDouble(Times::wall).min().orElseThrow();
  }

  private static double median(List<Times> times, ToDoubleFunction<Times> value) {
    double[] sorted = times.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
