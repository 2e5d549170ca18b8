package io.github.diskimagefs.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the JDK that runs the tests, in a process of its own. */
final class Command {
  private static final int MINUTES = 5;

  private final List<String> words = new ArrayList<>();
  private final Path log;
  private int status;

  private Command(String program, Path folder) {
    words.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    log = folder.resolve(program + ".log");
  }

  /** Creates the command of a program, whose output goes into {@code folder}. */
  static Command of(String program, Path folder) {
    return new Command(program, folder);
  }

  Command with(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  /** Runs it with lines of input; returns its output, including errors. */
  String run(String... input) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      for (String line : input) {
        in.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      // It ended before it read everything; its output says why.
    }
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(words + " does not end");
    }
    status = process.exitValue();
    return new String(Files.readAllBytes(log), UTF_8).replace("\r\n", "\n");
  }

  /** How it ended. */
  int status() {
    return status;
  }
}
