package io.github.diskimagefs.cli;

import io.github.diskimagefs.serve.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** The output of a command, and whether the command did all that it was asked to do. */
final class Console {
  private static final int FAILED = 1;
  private static final int BUFFER = 1 << 16;

  /** Characters of lines that are encoded at once. */
  private static final int LINES = 1 << 14;

  /**
   * The status by which a shell shows that a process ended by SIGPIPE (13), as {@code cat} does.
   */
  private static final int BROKEN_PIPE = 128 + 13;

  private final CheckedOutput checked;
  private final StringBuilder lines = new StringBuilder();
  private final PrintStream out;
  private final PrintStream err;
  private final Charset charset;
  private final boolean terminal;
  private final IntSupplier progressColumns;
  private final Palette palette;
  private InputStream in = System.in;
  private Progress progress;
  private Progress unpacking;
  private int columns = -1;
  private boolean failed;
  private String hiddenPath = "";
  private String shownName = "";
  private String argumentPath = "";
  private String argument = "";

  /**
   * Creates a console.
   *
   * @param terminal whether {@code out} is a terminal
   * @param colour whether lines for the terminal may have colours
   * @param progressColumns the columns of the terminal that {@code err} is, 0 if it is none
   */
  Console(
      OutputStream out,
      OutputStream err,
      Charset charset,
      boolean terminal,
      boolean colour,
      IntSupplier progressColumns) {
    this.checked = new CheckedOutput(out);
    this.out = new PrintStream(new BufferedOutputStream(checked, BUFFER), false, charset);
    this.err = new PrintStream(err, true, charset);
    this.charset = charset;
    this.terminal = terminal;
    this.palette = new Palette(terminal && colour);
    this.progressColumns = progressColumns;
  }

  /** Creates a console whose streams both are terminals or both are none, without colours. */
  Console(OutputStream out, OutputStream err, Charset charset, boolean terminal) {
    this(out, err, charset, terminal, false, () -> terminal ? Terminal.DEFAULT_COLUMNS : 0);
  }

  /** Replaces the standard input. */
  Console from(InputStream input) {
    in = input;
    return this;
  }

  /** Lets messages show a name in place of the path of a file. */
  void rename(Path file, String name) {
    hiddenPath = file.toString();
    shownName = name;
  }

  /** Lets messages that start with a path in the image show the argument that names it. */
  void nameArgument(String path, String text) {
    argumentPath = path;
    argument = text;
  }

  /** Returns a message with names that the user knows. */
  private String named(String message) {
    String named = hiddenPath.isEmpty() ? message : message.replace(hiddenPath, shownName);
    for (String path : new String[] {argumentPath, argumentPath.replaceFirst("^/", "")}) {
      String start = DisplayText.oneLine(path) + ':';
      if (!path.isEmpty() && named.startsWith(start)) {
        return argument + named.substring(start.length() - 1);
      }
    }
    return named;
  }

  /** Returns the standard input. */
  InputStream in() {
    return in;
  }

  /** Returns the colours of the standard output. */
  Palette palette() {
    return palette;
  }

  /** Returns whether the standard output is a terminal. */
  boolean isTerminal() {
    return terminal;
  }

  /** Returns the standard output, for bytes; errors of writing are kept for {@link #finish}. */
  PrintStream out() {
    writeLines();
    return out;
  }

  /** Returns the standard output as a writer. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out(), charset), true);
  }

  /** Prints a line, which may hold text from an image. Line breaks in it stay. */
  void line(String text) {
    clearProgress();
    lines.append(terminal ? DisplayText.visible(text) : text).append(System.lineSeparator());
    if (lines.length() >= LINES) {
      writeLines();
    }
    if (terminal) {
      out().flush();
    }
  }

  private void writeLines() {
    if (!lines.isEmpty()) {
      byte[] encoded = lines.toString().getBytes(charset);
      lines.setLength(0);
      out.write(encoded, 0, encoded.length);
    }
  }

  /** Prints a line with a name as it is; on a terminal, without control characters. */
  void exactly(String text) {
    line(terminal ? DisplayText.name(text) : text);
  }

  /** Returns a writer of JSON, which is safe on a terminal. */
  static JsonWriter newJson() {
    return new JsonWriter(DisplayText::isInvisible);
  }

  /** Prints an object of JSON, in UTF-8 whatever the terminal's encoding is, and a line feed. */
  void json(JsonWriter object) {
    clearProgress();
    byte[] line = (object + "\n").getBytes(StandardCharsets.UTF_8);
    out().write(line, 0, line.length);
  }

  /** Starts a progress bar on standard error; it shows nothing if that is no terminal. */
  Progress progress() {
    progress = new Progress(progressColumns() > 0 ? err : null, progressColumns());
    return progress;
  }

  /** Shows the progress of unpacking an image, unless the command shows its own. */
  void unpacked(String name, long bytes, long total) {
    if (progress == null) {
      progress();
      progress.name("unpacking " + name);
      unpacking = progress;
    }
    if (progress == unpacking) {
      progress.set(bytes, Math.max(0, total));
    }
  }

  private int progressColumns() {
    if (columns < 0) {
      columns = progressColumns.getAsInt();
    }
    return columns;
  }

  /** Prints a line on the standard error, because the standard output has an archive. */
  void note(String text) {
    clearProgress();
    err.println(DisplayText.oneLine(text));
  }

  /** Prints a line about a part that is left out, without counting it as a failure. */
  void warn(String message) {
    clearProgress();
    out().flush(); // the lines before it come first
    String line = "diskimagefs: " + DisplayText.oneLine(named(message));
    err.println(progressColumns() > 0 ? DisplayText.visible(line) : line);
  }

  /** Prints a line about a failure. */
  void fail(String message) {
    failed = true;
    warn(message);
  }

  /** Prints an error with the name of the entry, if its message does not have it. */
  void fail(Path entry, Exception e) {
    String text = Failure.inOneLine(e);
    String name = DisplayText.oneLine(entry.toString());
    fail(text.contains(name) ? text : name + ": " + text);
  }

  /** Lets the command end with the status of a failure, which its output has said already. */
  void setFailed() {
    failed = true;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Returns whether writing to the output has failed, so that more output is useless. */
  boolean isGone() {
    return checked.error() != null;
  }

  /** Writes the bytes that are still buffered; returns the status to exit with. */
  int finish(int status) {
    clearProgress();
    writeLines();
    out.flush();
    if (checked.error() == null) {
      return status == 0 && failed ? FAILED : status;
    }
    if (checked.isBrokenPipe()) {
      return BROKEN_PIPE;
    }
    fail("write error: " + Failure.inOneLine(checked.error()));
    return status == 0 ? FAILED : status;
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }
}
