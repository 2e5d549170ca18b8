package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The training run after which the JVM writes the loaded classes into an archive for class-data
 * sharing ({@code -XX:ArchiveClassesAtExit}). It runs commands on a sample, because they use
 * classes of the JDK, and loads all classes of the project, because the next image may be of any format.
 */
public final class ArchiveTraining {
  private static final String PACKAGE = "io/github/diskimagefs/";
  private static final String CLASS = ".class";

  private ArchiveTraining() {}

  /**
   * Loads the classes.
   *
   * @param args the file of a sample image
   * @throws IOException if the jar cannot be read
   * @throws URISyntaxException if the jar is no file
   */
  public static void main(String[] args) throws IOException, URISyntaxException {
    for (String sample : args) {
      run("ls", "-lR", sample);
      run("ls", "--recursive", sample);
      run("tree", sample);
      run("info", sample);
      run("cat", sample, "/hello.txt");
    }
    loadAll();
    Main.main(new String[] {"--version"});
  }

  private static void run(String... args) {
    OutputStream out = OutputStream.nullOutputStream();
    Main.run(new Console(out, out, StandardCharsets.UTF_8, false), args);
  }

  private static void loadAll() throws IOException, URISyntaxException {
    Path jar =
        Path.of(
            ArchiveTraining.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.startsWith(PACKAGE) && name.endsWith(CLASS)) {
          load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, ArchiveTraining.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It is loaded when it is used, or not at all.
    }
  }
}
