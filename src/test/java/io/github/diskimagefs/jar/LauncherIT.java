package io.github.diskimagefs.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip with the command line, and its launcher for Unix. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
  private static final Path ZIP = Path.of(System.getProperty("zip.bin"));
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final String SAMPLE = Path.of("samples/hello.iso").toAbsolutePath().toString();
  private static final String HELLO = "Hello from inside an ISO image.\n";
  private static final int MINUTES = 5;

  @TempDir Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, Integer> modes = new TreeMap<>();
  private Path cache;
  private Path launcher;

  @BeforeEach
  void unpack() throws IOException {
    Path target = folder.resolve("installed");
    try (ZipFile zip = ZipFile.builder().setPath(ZIP).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        modes.put(entry.getName().replaceFirst("^[^/]*/", ""), entry.getUnixMode() & 0777);
        Path file = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
        file.toFile().setExecutable((entry.getUnixMode() & 0100) != 0);
      }
    }
    try (Stream<Path> roots = Files.list(target)) {
      launcher = roots.findFirst().orElseThrow().resolve("diskimagefs");
    }
    cache = Files.createDirectories(folder.resolve("cache folder/diskimagefs"));
    environment.put("JAVA_HOME", JAVA_HOME);
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", Files.createDirectory(folder.resolve("home")).toString());
    environment.put("XDG_CACHE_HOME", cache.getParent().toString());
  }

  @Test
  void theZipHasWhatTheCommandLineNeedsWithItsModes() {
    assertThat(
        modes.keySet(),
        hasItems("diskimagefs", "diskimagefs.cmd", "README.md", "LICENSE", "NOTICE"));
    assertThat(modes.get("diskimagefs"), is(0755));
    assertThat(modes.get("diskimagefs.cmd"), is(0644));
    assertThat(modes.get(launcherJar()), is(0644));
  }

  /** A block in parentheses ends at one in the name of a folder, such as Program Files (x86). */
  @Test
  void theLauncherForWindowsTakesAnyNameOfAFolder() throws IOException {
    String text = Files.readString(launcher.resolveSibling("diskimagefs.cmd"));
    assertThat(text.replace("\r\n", "").contains("\n"), is(false));
    List<String> lines = text.lines().toList();
    assertThat(lines, hasItem("setlocal EnableExtensions DisableDelayedExpansion"));
    assertThat(lines.stream().filter(line -> line.endsWith("(")).toList(), is(List.of()));
  }

  private String launcherJar() {
    return Path.of(System.getProperty("jar.all")).getFileName().toString();
  }

  @Test
  void runsThroughLinksAndFromAnyFolder() throws Exception {
    environment.put("DISKIMAGEFS_ARCHIVE", "none");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("absolute"), launcher);
    Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(launcher));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("bin", "relative"));
    for (Path start :
        List.of(bin.resolve("absolute"), bin.resolve("relative"), folder.resolve("second"))) {
      assertThat(run(folder, start.toString(), "cat", SAMPLE, "/hello.txt"), is(HELLO));
    }
    assertThat(
        run(launcher.getParent(), "sh", "diskimagefs", "cat", SAMPLE, "/hello.txt"), is(HELLO));
  }

  @Test
  void findsJavaByThePath() throws Exception {
    environment.put("DISKIMAGEFS_ARCHIVE", "none");
    environment.remove("JAVA_HOME");
    Path bin = Files.createDirectory(folder.resolve("java bin"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of(JAVA_HOME, "bin", "java"));
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    environment.put("JAVA_HOME", folder + "/nowhere");
    assertThat(
        run("ls", SAMPLE), is("diskimagefs: JAVA_HOME has no bin/java: " + folder + "/nowhere\n"));
  }

  @Test
  void keepsTheExitStatus() throws Exception {
    environment.put("DISKIMAGEFS_ARCHIVE", "none");
    Process missing = start(folder, launcher.toString(), "cat", SAMPLE, "/absent");
    assertThat(missing.waitFor(MINUTES, TimeUnit.MINUTES), is(true));
    assertThat(missing.exitValue(), is(1));
    Process wrong = start(folder, launcher.toString(), "nonsense");
    assertThat(wrong.waitFor(MINUTES, TimeUnit.MINUTES), is(true));
    assertThat(wrong.exitValue(), is(2));
  }

  @Test
  void theFirstRunsMakeOneArchiveWhichLaterRunsUse() throws Exception {
    Path archive = archive();
    Path log = folder.resolve("classes");
    environment.put("DISKIMAGEFS_OPTS", "-Xlog:class+load:file=" + log);
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    assertThat(
        Files.readString(log),
        containsString("io.github.diskimagefs.cli.Main source: shared objects file (top)"));
    assertThat(files(cache), is(new TreeSet<>(List.of(archive.getFileName().toString()))));
    assertThat(files(folder.resolve("home")), is(empty()));

    // The JVM ignores a file that is no archive, or another one, without a word.
    environment.remove("DISKIMAGEFS_OPTS");
    Files.delete(archive);
    Files.writeString(archive, "broken");
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    Path others = Path.of(JAVA_HOME, "lib", "server", "classes.jsa");
    if (Files.exists(others)) {
      Files.delete(archive);
      Files.copy(others, archive);
      assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    }
  }

  /** Starts two first runs at once; returns the archive when it is complete. */
  private Path archive() throws Exception {
    try (WatchService watch = cache.getFileSystem().newWatchService()) {
      cache.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      List<Process> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(start(folder, launcher.toString(), "cat", SAMPLE, "/hello.txt"));
      }
      for (Process each : both) {
        assertThat(new String(each.getInputStream().readAllBytes(), UTF_8), is(HELLO));
      }
      // The lock is a folder beside it, which is there until the archive has its name.
      while (files(cache).size() != 1 || !files(cache).first().endsWith(".jsa")) {
        WatchKey key = watch.poll(MINUTES, TimeUnit.MINUTES);
        if (key == null) {
          throw new IOException("no archive in " + files(cache));
        }
        key.pollEvents();
        key.reset();
      }
      return cache.resolve(files(cache).first());
    }
  }

  @Test
  void runsWithoutACacheFolder() throws Exception {
    Path none = Files.createFile(folder.resolve("a file"));
    environment.put("XDG_CACHE_HOME", none.toString());
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    environment.remove("XDG_CACHE_HOME");
    environment.put("HOME", folder + "/no home");
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    environment.remove("HOME");
    assertThat(run("cat", SAMPLE, "/hello.txt"), is(HELLO));
    assertThat(files(cache), is(empty()));
    assertThat(Files.exists(folder.resolve("no home")), is(false));
  }

  private static NavigableSet<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).collect(toCollection(TreeSet::new));
    }
  }

  private String run(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(args));
    return run(folder, words.toArray(String[]::new));
  }

  /** Returns what a program prints, errors included. */
  private String run(Path directory, String... words) throws Exception {
    return new String(start(directory, words).getInputStream().readAllBytes(), UTF_8);
  }

  private Process start(Path directory, String... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
