package io.github.diskimagefs.cli;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The training run after which the JVM writes the loaded classes into an archive for class-data
 * sharing ({@code -XX:ArchiveClassesAtExit}).
 */
public final class ArchiveTraining {
  private ArchiveTraining() {}

  /**
   * Loads the classes.
   *
   * @param args the file of a sample image
   */
  public static void main(String[] args) {
    for (String sample : args) {
      run("ls", "-lR", sample);
      run("cat", sample, "/hello.txt");
    }
  }

  private static void run(String... args) {
    OutputStream out = OutputStream.nullOutputStream();
    Main.run(new Console(out, out, StandardCharsets.UTF_8, false), args);
  }
}
