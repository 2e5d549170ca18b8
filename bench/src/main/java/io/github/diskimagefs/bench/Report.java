package io.github.diskimagefs.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
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
  private static final String THREADS = ", 2 threads";

  private final boolean full;
  private final Path folder;
  private final Data data;
  private final PrintStream out = System.out;

  private Report(boolean full, Path folder) {
    this.full = full;
    this.folder = folder;
    this.data = new Data(folder, full, out);
  }

  /** A row's outcome. */
  record Outcome(Measure measure, List<Figure> figures) {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    boolean full = args.length > 0 && args[0].equals("full");
    Path folder = Path.of(args.length > 1 ? args[1] : "target/data-" + (full ? "full" : "short"));
    Path chart = Path.of(args.length > 2 ? args[2] : "target/chart.svg");
    List<String> words = Arrays.asList(args).subList(Math.min(3, args.length), args.length);
    new Report(full, folder.toAbsolutePath()).run(chart, words);
  }

  private void run(Path chart, List<String> words)
      throws IOException, InterruptedException, RunnerException {
    data.make();
    out.println(heading());
    List<Outcome> outcomes = new ArrayList<>();
    for (Measure measure : Measure.all()) {
      if (!words.isEmpty() && words.stream().noneMatch(measure.title()::contains)) {
        continue;
      }
      if (!data.has(measure.data())) {
        out.println(measure.title() + " is left out: there is no " + measure.data());
        continue;
      }
      Outcome outcome = measure(measure);
      print(outcome);
      outcomes.add(outcome);
      Files.writeString(chart, Chart.svg(heading(), outcomes));
    }
    summary(outcomes);
    if (words.isEmpty() || words.contains("processes")) {
      Processes.report(data, out);
    }
  }

  private Outcome measure(Measure measure) throws RunnerException {
    int rounds = full ? 3 : 1;
    Map<String, double[][]> runs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String contender : measure.contenders()) {
        runs.computeIfAbsent(contender, c -> new double[3][rounds]);
        double[][] figures = runs.get(contender);
        double[] run = run(measure, contender);
        figures[0][round] = run[0];
        figures[1][round] = run[0] / runs.get(measure.baseline())[0][round];
        figures[2][round] = run[1];
      }
    }
    List<Figure> figures = new ArrayList<>();
    runs.forEach(
        (who, f) ->
            figures.add(
                new Figure(who, Figure.median(f[0]), Figure.median(f[1]), Figure.median(f[2]))));
    return new Outcome(measure, figures);
  }

  /** Nanoseconds and bytes allocated for an operation. */
  private double[] run(Measure measure, String contender) throws RunnerException {
    int threads = contender.endsWith(THREADS) ? 2 : 1;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + measure.benchmark().getSimpleName() + "\\.")
            .param("data", folder.toString())
            .param("contender", contender.replace(THREADS, ""))
            .forks(1)
            .threads(threads)
            .jvmArgsAppend(
                contender.contains("48 MB") ? "-Xmx48m" : "-Xmx1g",
                CompilerThreads.OPTION,
                contender.equals(Measure.ONE_CORE)
                    ? "-XX:ActiveProcessorCount=1"
                    : "-Dfile.encoding=UTF-8")
            .warmupIterations(full ? 4 : 2)
            .warmupTime(TimeValue.milliseconds(full ? 1500 : 800))
            .measurementIterations(full ? 3 : 2)
            .measurementTime(TimeValue.milliseconds(full ? 700 : 400))
            .addProfiler(CpuProfiler.class)
            .addProfiler(RequestProfiler.class)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT);
    measure.parameters().forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.isEmpty()) {
      out.println(contender + " failed: " + measure.title());
      return new double[] {Double.NaN, Double.NaN};
    }
    RunResult result = results.iterator().next();
    double time =
        switch (measure.unit()) {
          case "cpu" -> result.getSecondaryResults().get(CpuProfiler.LABEL).getScore();
          case "requests" -> result.getSecondaryResults().get(RequestProfiler.LABEL).getScore();
          default -> result.getPrimaryResult().getScore() / threads;
        };
    double bytes =
        result.getSecondaryResults().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
            .mapToDouble(entry -> entry.getValue().getScore())
            .sum();
    return new double[] {time, bytes};
  }

  private String heading() {
    return LocalDate.now()
        + ", "
        + processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + ", JDK "
        + System.getProperty("java.version")
        + (full ? "" : ", short mode");
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private void print(Outcome outcome) {
    Measure measure = outcome.measure();
    out.printf("%n%s (%s), goal %s%n", measure.title(), measure.unit(), goal(measure));
    for (Figure figure : outcome.figures()) {
      out.printf(
          "  %-38s %10s %8s x %12s%n",
          figure.who(), measure.text(figure), figure.ratioText(), figure.bytesText());
    }
    out.flush();
  }

  private static String goal(Measure measure) {
    return measure.goal() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", measure.goal());
  }

  /** In Markdown, a line for a row. */
  private void summary(List<Outcome> outcomes) {
    out.printf("%n%s%n%n| measure | goal | diskimagefs | others |%n|---|---|---|---|%n", heading());
    for (Outcome outcome : outcomes) {
      Measure measure = outcome.measure();
      String title = measure.title() + " (" + measure.unit() + ")";
      out.printf(
          "| %s | %s | %s | %s |%n",
          title, goal(measure), list(outcome, true), list(outcome, false));
    }
    out.println();
  }

  private static String list(Outcome outcome, boolean ours) {
    return outcome.figures().stream()
        .filter(figure -> figure.ours() == ours)
        .map(
            figure ->
                figure.who().replaceFirst("^diskimagefs[, ]*", "")
                    + " "
                    + number(outcome.measure(), figure))
        .map(String::strip)
        .collect(Collectors.joining(", "));
  }

  /** The ratio, in bold if it misses the goal; of the baseline the time. */
  private static String number(Measure measure, Figure figure) {
    if (figure.who().equals(measure.baseline())) {
      return measure.text(figure);
    }
    boolean missed = figure.ours() && measure.goal() > 0 && figure.ratio() > measure.goal();
    return missed ? "**" + figure.ratioText() + "**" : figure.ratioText();
  }
}
