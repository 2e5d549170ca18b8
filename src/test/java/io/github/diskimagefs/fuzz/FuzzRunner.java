package io.github.diskimagefs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fuzzes each target for some seconds in a virtual machine of its own, from where the last run left
 * off. Ends with status 1 if anything was found: what did it is in the folder that is named, to be
 * put among the test resources.
 *
 * <p>Arguments: seconds for each target, then targets as {@code VolumeFuzzTest.udf} with commas
 * between, or none for all.
 */
public final class FuzzRunner {
  private static final List<Class<?>> TARGETS =
      List.of(
          VolumeFuzzTest.class, ContainerFuzzTest.class, CodecFuzzTest.class, ImageFuzzTest.class);
  private static final String OURS = "io.github.diskimagefs.**";
  private static final Pattern PROGRESS = Pattern.compile("#\\d+\\s.* cov: (\\d+) .*");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in .*");

  private final String seconds;
  private final List<String> chosen;
  private boolean found;
  private long executions;

  private FuzzRunner(String seconds, List<String> chosen) {
    this.seconds = seconds;
    this.chosen = chosen;
  }

  /** Runs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> arguments =
        Arrays.stream(args)
            .flatMap(arg -> Arrays.stream(arg.split(",")))
            .filter(arg -> !arg.isBlank())
            .toList();
    FuzzRunner runner = new FuzzRunner(arguments.get(0), arguments.subList(1, arguments.size()));
    for (Class<?> target : TARGETS) {
      Method[] methods = target.getDeclaredMethods();
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        if (method.isAnnotationPresent(FuzzTest.class)) {
          runner.fuzz(target, method.getName());
        }
      }
    }
    System.out.println("executions: " + runner.executions);
    System.exit(runner.found ? 1 : 0);
  }

  private void fuzz(Class<?> target, String method) throws IOException, InterruptedException {
    String name = target.getSimpleName() + '.' + method;
    if (!chosen.isEmpty() && !chosen.contains(name)) {
      return;
    }
    Path folder = Files.createDirectories(Path.of("target", "fuzz", name).toAbsolutePath());
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--target_method=" + method,
                "--instrumentation_includes=" + OURS,
                "--custom_hook_includes=" + OURS,
                "-max_total_time=" + seconds,
                "-timeout=10",
                "-rss_limit_mb=0",
                corpus.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    report(name, folder, process);
  }

  private void report(String name, Path folder, Process process)
      throws IOException, InterruptedException {
    StringBuilder log = new StringBuilder();
    String coverage = "?";
    String runs = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher progress = PROGRESS.matcher(line);
        Matcher done = DONE.matcher(line);
        coverage = progress.matches() ? progress.group(1) : coverage;
        runs = done.matches() ? done.group(1) : runs;
        log.append(line).append('\n');
      }
    }
    int status = process.waitFor();
    Files.writeString(folder.resolve("log.txt"), log);
    executions += runs == null ? 0 : Long.parseLong(runs);
    if (log.indexOf("== Java Exception") >= 0 || log.indexOf("== libFuzzer") >= 0) {
      found = true;
      System.out.printf("%s: FOUND, see %s%n%s%n", name, folder, log);
    } else if (runs == null) {
      System.out.printf(
          "%s: skipped, the fuzzer does not run here (status %d, %s)%n", name, status, folder);
    } else {
      System.out.printf("%s: %s executions, %s edges%n", name, runs, coverage);
    }
  }
}
