package io.github.diskimagefs.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Native tools as whole processes, where they are installed. */
final class Processes {
  private static final int RUNS = 5;

  private Processes() {}

  static void report(Data data, PrintStream out) throws IOException, InterruptedException {
    String many = data.file("many.iso").toString();
    String dmg = data.file("udzo.dmg").toString();
    String converted = data.file("converted.img").toString();
    List<List<String>> commands =
        List.of(
            List.of("7zz", "l", many),
            List.of("7zz", "t", many),
            List.of("bsdtar", "-tvf", many),
            List.of("isoinfo", "-l", "-R", "-i", many),
            List.of("7zz", "t", dmg),
            List.of("dmg2img", "-s", dmg, converted));
    out.println("| whole process | median wall |");
    out.println("|---|---|");
    for (List<String> command : commands) {
      String title =
          command.get(0)
              + " "
              + command.get(1)
              + " "
              + (command.contains(many) ? "many.iso" : "udzo.dmg");
      String figure =
          installed(command.get(0))
              ? String.format(Locale.ROOT, "%.0f ms", median(command) / 1e6)
              : "not installed";
      out.println("| " + title + " | " + figure + " |");
    }
    java.nio.file.Files.deleteIfExists(data.file("converted.img"));
  }

  static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  private static double median(List<String> command) throws IOException, InterruptedException {
    double[] times = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      times[i] = System.nanoTime() - start;
    }
    return Figure.median(times);
  }
}
