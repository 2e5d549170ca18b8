package io.github.diskimagefs.bench;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The threads of the just-in-time compiler, as Linux lists them. */
final class CompilerThreads {
  /** Keeps their number constant: the time of a thread that ends is lost. */
  static final String OPTION = "-XX:-UseDynamicNumberOfCompilerThreads";

  private static final Path TASKS = Path.of("/proc/self/task");

  private CompilerThreads() {}

  /** Returns the processor time that they have used, in nanoseconds; 0 on other systems. */
  static long used() {
    if (!Files.isDirectory(TASKS)) {
      return 0;
    }
    long sum = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        sum += compiler(task);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return 0;
    }
    return sum;
  }

  private static long compiler(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      return name.startsWith("C1 Comp") || name.startsWith("C2 Comp")
          ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (IOException e) {
      return 0; // a thread that has just ended
    }
  }
}
