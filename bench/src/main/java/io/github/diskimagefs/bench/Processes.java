package io.github.diskimagefs.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** This project's command line and native tools as whole processes, in turn. */
final class Processes {
  private static final int RUNS = 5;

  /** Stands in commands for a folder or file that does not exist yet. */
  private static final String OUT = "OUT";

  /** The command line, unpacked from the archive that the main build makes. */
  private static final String OURS = "launcher/diskimagefs";

  /** What several programs do. */
  private record Task(String title, String image, List<String> commands) {}

  private static final List<Task> TASKS =
      List.of(
          new Task(
              "list",
              "many.iso",
              List.of(
                  OURS + " ls -lR many.iso",
                  "7zz l many.iso",
                  "bsdtar -tvf many.iso",
                  "isoinfo -l -R -i many.iso")),
          new Task(
              "extract",
              "many.iso",
              List.of(
                  OURS + " extract -C OUT many.iso", "7zz x -oOUT many.iso", "bsdtar -xf many.iso")),
          new Task(
              "extract",
              "many.ext4",
              List.of(
                  OURS + " extract -C OUT many.ext4",
                  "7zz x -oOUT many.ext4",
                  "debugfs -R 'rdump / OUT' many.ext4")),
          new Task(
              "extract",
              "many.fat.img",
              List.of(
                  OURS + " extract -C OUT many.fat.img",
                  "7zz x -oOUT many.fat.img",
                  "mcopy -s -i many.fat.img ::/ OUT")),
          new Task(
              "extract",
              "many.ntfs.img",
              List.of(OURS + " extract -C OUT many.ntfs.img", "7zz x -oOUT many.ntfs.img")),
          new Task(
              "extract",
              "many.squashfs",
              List.of(
                  OURS + " extract -C OUT many.squashfs",
                  "unsquashfs -q -n -d OUT many.squashfs",
                  "rdsquashfs -q -u / -p OUT many.squashfs",
                  "7zz x -oOUT many.squashfs")),
          new Task(
              "extract",
              "many.erofs",
              List.of(
                  OURS + " extract -C OUT many.erofs", "fsck.erofs --extract=OUT many.erofs")),
          new Task(
              "make a raw disk of",
              "disk.qcow2",
              List.of(
                  OURS + " extract --view raw -C OUT disk.qcow2",
                  "qemu-img convert -O raw disk.qcow2 OUT/disk.img")),
          new Task(
              "make a raw disk of",
              "udzo.dmg",
              List.of(
                  OURS + " extract --view raw -C OUT udzo.dmg", "dmg2img -s udzo.dmg OUT/disk.img")),
          new Task(
              "make a raw disk of",
              "disk.chd",
              List.of(
                  OURS + " extract --view raw -C OUT disk.chd",
                  "chdman extractraw -i disk.chd -o OUT/disk.img")),
          new Task(
              "make tracks of",
              "disk.cd.chd",
              List.of(
                  OURS + " extract --view raw -C OUT disk.cd.chd",
                  "chdman extractcd -i disk.cd.chd -o OUT/disk.cue")));

  private Processes() {}

  static void report(Data data, PrintStream out) throws IOException, InterruptedException {
    run(data, "rm -rf launcher && unzip -q ../../../target/*-bin.zip -d launcher.zip"
        + " && mv launcher.zip/* launcher && rmdir launcher.zip");
    out.println("| whole processes | median wall |");
    out.println("|---|---|");
    for (Task task : TASKS) {
      if (data.has(task.image())) {
        out.println("| " + task.title() + " " + task.image() + " | " + times(data, task) + " |");
      }
    }
  }

  private static String times(Data data, Task task) throws IOException, InterruptedException {
    List<String> commands = new ArrayList<>();
    for (String command : task.commands()) {
      if (installed(program(command)) || data.has(program(command))) {
        commands.add(command);
      }
    }
    double[][] times = new double[commands.size()][RUNS];
    for (int run = 0; run < RUNS; run++) {
      for (int i = 0; i < commands.size(); i++) {
        run(data, "rm -rf OUT && mkdir OUT");
        long start = System.nanoTime();
        int status = run(data, inside(commands.get(i)));
        times[i][run] = status == 0 ? System.nanoTime() - start : Double.NaN;
      }
    }
    run(data, "rm -rf OUT");
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      String name = new File(program(commands.get(i))).getName();
      double median = Figure.median(times[i]);
      figures.add(
          Double.isNaN(median)
              ? name + " failed"
              : String.format(Locale.ROOT, "%s %.2f s", name, median / 1e9));
    }
    return String.join(", ", figures);
  }

  /** A program that only writes to the current folder runs in the one for the files. */
  private static String inside(String command) {
    return command.startsWith("bsdtar -x")
        ? "cd OUT && " + command.replace("many.iso", "../many.iso")
        : command;
  }

  private static String program(String command) {
    return command.split(" ")[0];
  }

  static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  private static int run(Data data, String command) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", command.replace(OUT, "out"))
        .directory(data.file("").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
