package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.diskimagefs.image.IsoImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own, with the streams and signals of the system. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
  private static final int LONG = 40_000_000;

  @TempDir Path folder;
  private String image;

  @BeforeEach
  void writeImage() throws IOException {
    image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/\u00FCber.txt", "over")
            .file("/long", "x".repeat(LONG))
            .writeTo(folder.resolve("demo.iso"))
            .toString();
  }

  @Test
  void aFullDiskIsAnError() throws Exception {
    for (String command : List.of("cat " + image + " /hello.txt", "--help", "ls " + image)) {
      ProcessBuilder builder = command(command.split(" "));
      builder.redirectOutput(Path.of("/dev/full").toFile());
      assertThat(run(builder), is(1));
      assertThat(errors(), containsString("write error: "));
    }
  }

  @Test
  void aReaderThatEndsEndsTheCommandWithoutAMessage() throws Exception {
    ProcessBuilder builder = command("cat", image, "/long");
    builder.redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    process.getInputStream().read();
    process.getInputStream().close();
    assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    assertThat(process.exitValue(), is(141));
    assertThat(errors(), is(""));
  }

  @Test
  void oneNameThatTheLocaleCannotWriteDoesNotEndAnExtraction() throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder = command("extract", image, "-d", out.toString());
    builder.environment().put("LC_ALL", "POSIX");
    assertThat(run(builder), is(0));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.count(), is(3L));
    }
    if (!Files.exists(out.resolve("\u00FCber.txt"))) {
      assertThat(Files.readString(out.resolve("%C3%BCber.txt")), is("over"));
      assertThat(errors(), containsString("names changed"));
    }
  }

  @Test
  void aSignalLeavesNoPartOfAFile() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    ProcessBuilder builder = command("extract", image, "/long", "-d", out.toString());
    builder.redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    while (process.isAlive() && names(out).isEmpty()) {
      Thread.onSpinWait();
    }
    process.destroy(); // SIGTERM
    assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    List<String> left = names(out);
    if (process.exitValue() == 0) {
      assertThat(left, is(List.of("long"))); // it was quicker
    } else {
      assertThat(left.contains("long") ? List.of() : left, is(empty()));
    }
  }

  @Test
  void aPipeInTheWayOfAFileIsNamedAndStays() throws Exception {
    Path pipe = Files.createDirectory(folder.resolve("out")).resolve("hello.txt");
    assertThat(run(new ProcessBuilder("mkfifo", pipe.toString())), is(0));
    CommandRun run =
        CommandRun.of(
            "extract", image, "/hello.txt", "--overwrite=always", "-d", pipe.getParent() + "");
    assertThat(run.status(), is(1));
    assertThat(
        run.error(),
        containsString(
            "hello.txt: exists already as a pipe, and only files and links are replaced"));
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther(), is(true));
  }

  @Test
  void noBarIsDrawnIntoAFile() throws Exception {
    ProcessBuilder builder = command("extract", image, "-d", folder.resolve("out").toString());
    assertThat(run(builder), is(0));
    assertThat(errors(), not(containsString("\u001b")));
  }

  @Test
  void aPlainListingLoadsNeitherTheParserNorFormatters() throws Exception {
    ProcessBuilder builder = command("ls", "-lR", image);
    builder.command().add(1, "-Xlog:class+load:file=" + folder.resolve("classes"));
    assertThat(run(builder), is(0));
    String loaded = Files.readString(folder.resolve("classes"));
    assertThat(loaded, containsString(" io.github.diskimagefs.cli.LongFormat "));
    for (String name :
        List.of(
            "picocli.CommandLine",
            "java.time.format.DateTimeFormatter",
            "java.util.Formatter",
            "java.security.SecureRandom")) {
      assertThat(loaded, not(containsString(" " + name + " ")));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  /** Returns the class path of the program, which is this test's own or the module path. */
  static String path() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(path -> path != null && !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static ProcessBuilder command(String... args) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", path(), Main.class.getName()));
    words.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private int run(ProcessBuilder builder) throws Exception {
    builder.redirectError(folder.resolve("errors").toFile());
    if (builder.redirectOutput().type() == ProcessBuilder.Redirect.Type.PIPE) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES), is(true));
    return process.exitValue();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"), UTF_8);
  }
}
