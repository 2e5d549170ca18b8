package io.github.diskimagefs.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a standard stream of this process is a terminal, and how wide that is. The JDK only says
 * whether standard input and output both are.
 */
final class Terminal {
  static final int OUT = 1;
  static final int ERR = 2;

  /** Columns of a terminal that does not say. */
  static final int DEFAULT_COLUMNS = 80;

  private static final int SECONDS = 2;
  private static final List<String> DEVICES =
      List.of("/dev/pts/", "/dev/tty", "/dev/console", "/dev/hvc");

  private Terminal() {}

  /** Returns whether a stream, {@link #OUT} or {@link #ERR}, is a terminal. */
  static boolean is(int stream) {
    if (isWindows()) {
      return hasConsole();
    }
    Path descriptor = Path.of("/proc/self/fd/" + stream);
    try {
      String device = Files.readSymbolicLink(descriptor).toString();
      return DEVICES.stream().anyMatch(device::startsWith);
    } catch (IOException | UnsupportedOperationException e) {
      return holds("[ -t " + stream + " ]"); // a Unix without /proc
    }
  }

  /** Returns whether the user wants colours (no-color.org) and the terminal has them. */
  static boolean allowsColours() {
    String refused = System.getenv("NO_COLOR");
    return (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Returns the columns of the terminal that standard error is. */
  static int columns() {
    String given = System.getenv("COLUMNS");
    if (given == null && !isWindows()) {
      given = output("stty size <&2 2>/dev/null").replaceFirst("^.* ", "");
    }
    return given != null && given.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(given)
        : DEFAULT_COLUMNS;
  }

  /** Returns whether {@link System#console} is there and is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // checked below, where there is more than null
  static boolean hasConsole() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console without a terminal too, and a method that says so.
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  /** Returns whether a shell test holds; the shell has the streams of this process. */
  private static boolean holds(String condition) {
    try {
      return exitValue(new ProcessBuilder("/bin/sh", "-c", condition).inheritIO().start()) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the output of a shell command whose standard error is that of this process. */
  private static String output(String command) {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return exitValue(process) == 0
          ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static int exitValue(Process process) {
    try {
      if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return -1;
  }
}
