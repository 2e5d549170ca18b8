package io.github.diskimagefs.jar;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with everything in it, and the library's jar with nothing else. */
class AllJarIT {
  private static final String ALL = System.getProperty("jar.all");
  private static final String LIBRARY = System.getProperty("jar.plain");
  private static final String SAMPLE = "samples/hello.iso";

  @TempDir Path folder;

  @Test
  void runsAsAProgram() throws Exception {
    Command java = Command.of("java", folder).with("-jar", ALL, "cat", SAMPLE, "/hello.txt");
    assertThat(java.run(), is("Hello from inside an ISO image.\n"));
    assertThat(java.status(), is(0));
  }

  @Test
  void saysByItsStatusWhatFailed() throws Exception {
    Command java = Command.of("java", folder).with("-jar", ALL, "cat", SAMPLE, "/absent");
    assertThat(java.run(), is("diskimagefs: /absent: no such file or folder\n"));
    assertThat(java.status(), is(1));
  }

  @Test
  void hasWhatTheCommandLineAndTheCodecsNeed() throws IOException {
    List<String> names = names(ALL);
    assertThat(names, hasItem("picocli/CommandLine.class"));
    assertThat(names, hasItem("org/tukaani/xz/XZInputStream.class"));
    assertThat(names, hasItem("META-INF/services/java.nio.file.spi.FileSystemProvider"));
    assertThat(names, not(hasItem("module-info.class")));
  }

  @Test
  void theLibraryIsAModuleOfItsOwn() throws Exception {
    assertThat(names(LIBRARY), not(hasItem("picocli/CommandLine.class")));
    String described =
        Command.of("java", folder)
            .with("-p", LIBRARY, "--describe-module", "io.github.diskimagefs")
            .run();
    assertThat(described, containsString("exports io.github.diskimagefs\n"));
    assertThat(described, containsString("provides java.nio.file.spi.FileSystemProvider"));
  }

  @Test
  void theModuleWorksAlone() throws Exception {
    assertThat(
        mount("--module-path", LIBRARY, "--add-modules", "io.github.diskimagefs"), is("5\n"));
  }

  @Test
  void theJarWorksOnTheClassPath() throws Exception {
    assertThat(mount("--class-path", LIBRARY), is("5\n"));
  }

  /** A program of its own, which knows nothing but {@code java.nio.file}. */
  private String mount(String... path) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Mount.java"),
            """
            import java.nio.file.*;

            class Mount {
              public static void main(String[] args) throws Exception {
                try (FileSystem disc = FileSystems.newFileSystem(Path.of(args[0]))) {
                  System.out.println(Files.walk(disc.getPath("/")).filter(Files::isRegularFile).count());
                }
              }
            }
            """);
    return Command.of("java", folder).with(path).with(source.toString(), SAMPLE).run();
  }

  private static List<String> names(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream().map(entry -> entry.getName()).collect(toList());
    }
  }
}
