package io.github.diskimagefs.hostile;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broken images end in an {@link IOException}, in bounded time and a heap of 64 MiB. More of them
 * are tried by {@code -Ddiskimagefs.mutations=N}, others by {@code -Ddiskimagefs.seed=N}.
 */
class MutationTest {
  private static final int COUNT = Integer.getInteger("diskimagefs.mutations", 24);
  private static final String SEED = System.getProperty("diskimagefs.seed", "1");

  @Test
  void specimensMutated(@TempDir Path folder) throws IOException, InterruptedException {
    Specimens.writeTo(folder);
    Path samples = Path.of("samples").toAbsolutePath();
    run(4 * COUNT, Stream.concat(images(folder).stream(), images(samples).stream()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso", "cdbin", "nrg", "dmg", "img"})
  void corpusMutated(String folder) throws IOException, InterruptedException {
    Path images = Path.of(System.getProperty("diskimagefs.corpus", "")).resolve(folder);
    Assumptions.assumeTrue(Files.isDirectory(images), "no corpus at " + images);
    run(COUNT, images(images));
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.toString()
                      .matches(
                          ".*\\.(iso|img|bin|cue|toc|ccd|nrg|dmg|sparseimage|2mg|as|cso|zso|dax|jso|isz|ecm|pbp)"))
          .sorted()
          .toList();
    }
  }

  private static void run(int count, List<Path> images) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", classPath()));
    command.add(HostileRunner.class.getName());
    command.add(Integer.toString(count));
    command.add(SEED);
    images.forEach(image -> command.add(image.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(output);
    assertThat(output, process.waitFor(), is(0));
  }

  /** Everything of this build as a plain class path, whichever path the test itself runs on. */
  static String classPath() {
    String modulePath = System.getProperty("jdk.module.path", "");
    String target = System.getProperty("project.build.directory");
    return String.join(
        System.getProperty("path.separator"),
        target + "/classes",
        target + "/test-classes",
        System.getProperty("java.class.path"),
        modulePath);
  }
}
