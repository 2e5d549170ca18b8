package io.github.diskimagefs.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures each row in rounds, the baseline and the contenders in turn, and prints the medians of
 * the ratios, as a table and as a chart.
 *
 * <p>Arguments: {@code short} or {@code full}, the data's folder, the chart's file, and words of
 * the titles to be measured (all if there are none).
 */
public final class Report {
  private final boolean full;
  private final Path data;
  private final PrintStream out = System.out;

  private Report(boolean full, Path data) {
    this.full = full;
    this.data = data;
  }

  /** A row's outcome: of each contender the median figure in nanoseconds, and of the ratios. */
  record Outcome(Measure measure, Map<String, double[]> figures) {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    boolean full = args.length > 0 && args[0].equals("full");
    Path folder = Path.of(args.length > 1 ? args[1] : "target/data-" + (full ? "full" : "short"));
    new Data(folder, full).make();
    List<String> words = Arrays.asList(args).subList(Math.min(3, args.length), args.length);
    Report report = new Report(full, folder);
    List<Outcome> outcomes = new ArrayList<>();
    for (Measure measure : Measure.all()) {
      if (words.isEmpty() || words.stream().anyMatch(measure.title()::contains)) {
        outcomes.add(report.measure(measure));
      }
    }
    report.table(outcomes);
    report.out.println();
    Processes.report(new Data(folder, full), report.out);
    if (args.length > 2) {
      Files.writeString(Path.of(args[2]), Chart.svg(report.heading(), outcomes));
    }
  }

  private Outcome measure(Measure measure) throws RunnerException {
    List<String> all = new ArrayList<>(List.of(measure.baseline()));
    all.addAll(measure.contenders());
    int rounds = full ? 5 : 3;
    Map<String, double[]> figures = new LinkedHashMap<>();
    all.forEach(contender -> figures.put(contender, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      for (String contender : all) {
        figures.get(contender)[round] = run(measure, contender);
      }
    }
    double[] base = figures.get(measure.baseline());
    Map<String, double[]> medians = new LinkedHashMap<>();
    for (String contender : all) {
      double[] figure = figures.get(contender);
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = figure[round] / base[round];
      }
      medians.put(contender, new double[] {median(figure), median(ratios)});
    }
    Outcome outcome = new Outcome(measure, medians);
    table(List.of(outcome));
    return outcome;
  }

  private double run(Measure measure, String contender) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + measure.benchmark().getSimpleName() + "\\.")
            .param("data", data.toString())
            .param("contender", contender)
            .forks(1)
            .threads(measure.threads())
            .jvmArgsAppend("-Xmx1g")
            .warmupIterations(full ? 4 : 2)
            .warmupTime(TimeValue.seconds(full ? 2 : 1))
            .measurementIterations(full ? 4 : 2)
            .measurementTime(TimeValue.seconds(full ? 3 : 1))
            .addProfiler(CpuProfiler.class)
            .verbosity(VerboseMode.SILENT);
    measure.parameters().forEach(options::param);
    RunResult result = new Runner(options.build()).run().iterator().next();
    return measure.unit().equals("cpu")
        ? result.getSecondaryResults().get(CpuProfiler.LABEL).getScore()
        : result.getPrimaryResult().getScore();
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  String heading() {
    return LocalDate.now()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, JDK "
        + System.getProperty("java.version")
        + (full ? "" : ", short mode");
  }

  private void table(List<Outcome> outcomes) {
    out.println(heading());
    out.println("| measure | goal | who | time | ratio |");
    out.println("|---|---|---|---|---|");
    for (Outcome outcome : outcomes) {
      outcome
          .figures()
          .forEach(
              (who, figures) ->
                  out.printf(
                      Locale.ROOT,
                      "| %s (%s) | %s | %s | %s | %.2f |%n",
                      outcome.measure().title(),
                      outcome.measure().unit(),
                      outcome.measure().goal(),
                      who,
                      time(figures[0]),
                      figures[1]));
    }
  }

  static String time(double nanoseconds) {
    if (nanoseconds < 1e4) {
      return String.format(Locale.ROOT, "%.0f ns", nanoseconds);
    }
    return nanoseconds < 1e7
        ? String.format(Locale.ROOT, "%.1f µs", nanoseconds / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
  }
}
