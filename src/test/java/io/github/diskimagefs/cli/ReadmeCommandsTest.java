package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.VirtualDisks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, in a shell; and the examples of each command's help. */
class ReadmeCommandsTest {
  private static final String ALIAS = "alias diskimagefs=";
  private static final Pattern COMMAND = Pattern.compile("^\\| `([a-z]+)`(?:, `([a-z]+)`)? \\|.*");

  @TempDir Path folder;

  private static List<String> readme() throws IOException {
    return Files.readAllLines(Path.of("README.md"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eachLineSucceeds() throws Exception {
    List<String> readme = readme();
    int alias = 0;
    while (!readme.get(alias).startsWith(ALIAS)) {
      alias++;
    }
    List<String> lines =
        readme.subList(alias + 1, readme.size()).stream()
            .takeWhile(line -> !line.equals("```"))
            .toList();
    assertThat(lines.size(), is(greaterThan(10)));
    writeImages();

    List<String> script = new ArrayList<>(List.of("set -e -o pipefail"));
    script.add("diskimagefs() { \"$JAVA\" -cp \"$CLASSES\" " + Main.class.getName() + " \"$@\"; }");
    for (String line : lines) {
      script.add("echo \"$ " + line.replaceAll("[\"$`\\\\]", "") + '"');
      script.add(line);
    }
    String shown = bash(script);
    assertThat(shown, containsString("Hello from inside an ISO image."));
    assertThat(shown, containsString("docs/readme.md: OK"));
    assertThat(shown, containsString("os-release"));
    assertThat(Files.exists(folder.resolve("out/disk.img")), is(true));
    assertThat(Files.exists(folder.resolve("target/java/Hello.java")), is(true));
  }

  @Test
  void theTableHasAllCommands() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    readme().stream()
        .map(COMMAND::matcher)
        .filter(matcher -> matcher.matches())
        .forEach(
            matcher -> {
              named.add(matcher.group(1));
              if (matcher.group(2) != null) {
                named.add(matcher.group(2));
              }
            });
    Main.commands(new Console(System.out, System.err, UTF_8, false))
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandSpec().usageMessage().hidden()) {
                assertThat(named, hasItem(name));
              }
            });
  }

  /** The images that the README names. */
  private void writeImages() throws IOException {
    Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(folder.resolve("samples"));
    Files.copy(Path.of("samples/hello.iso"), folder.resolve("samples/hello.iso"));
    byte[] inner = IsoImage.named("ROOT").file("/etc/os-release", "ID=x\n").build();
    IsoImage.named("LIVE")
        .file("/live/filesystem.squashfs", inner)
        .writeTo(folder.resolve("live.iso"));
    Files.write(folder.resolve("disk.qcow2"), VirtualDisks.qcow2(inner, true));
  }

  private String bash(List<String> script) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", String.join("\n", script))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CLASSES", ProcessTest.path());
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES), is(true));
    String shown = Files.readString(output);
    assertThat(shown, process.exitValue(), is(0));
    return shown;
  }
}
