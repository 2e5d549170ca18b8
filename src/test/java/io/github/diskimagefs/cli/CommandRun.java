package io.github.diskimagefs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A command that was run, with its exit status and its output. */
final class CommandRun {
  private final int status;
  private final byte[] output;
  private final String error;

  private CommandRun(int status, byte[] output, String error) {
    this.status = status;
    this.output = output;
    this.error = error;
  }

  /** Runs a command without a terminal and without input. */
  static CommandRun of(String... args) {
    return withInput(new byte[0], args);
  }

  /** Runs a command with a standard input. */
  static CommandRun withInput(byte[] input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(out, err, UTF_8, false).from(new ByteArrayInputStream(input));
    int status = Main.run(console, args);
    return new CommandRun(status, out.toByteArray(), err.toString(UTF_8));
  }

  /** Runs a command on a terminal, which may have colours. */
  static CommandRun onTerminal(boolean colour, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(new Console(out, err, UTF_8, true, colour, () -> 80), args);
    return new CommandRun(status, out.toByteArray(), err.toString(UTF_8));
  }

  /** Returns the exit status. */
  int status() {
    return status;
  }

  /** Returns the bytes of the standard output. */
  byte[] output() {
    return output.clone();
  }

  /** Returns the text of the standard error. */
  String error() {
    return error;
  }

  /** Returns the text of the standard output. */
  String text() {
    return new String(output, UTF_8);
  }

  /** Returns the lines of the standard output; fails with the errors if the command failed. */
  List<String> lines() {
    if (status != 0) {
      throw new AssertionError(status + ": " + error + text());
    }
    return text().lines().toList();
  }
}
