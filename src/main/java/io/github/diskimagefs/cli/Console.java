package io.github.diskimagefs.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;

/** Where a command writes to, and whether it could do all it was asked for. */
final class Console {
  private static final int LOOK_EVERY = 256;

  private final PrintStream out;
  private final PrintStream err;
  private final Charset charset;
  private final boolean terminal;
  private boolean failed;
  private int asked;

  /**
   * Creates a console.
   *
   * @param terminal whether a person watches {@code err}
   */
  Console(OutputStream out, OutputStream err, Charset charset, boolean terminal) {
    this.out = new PrintStream(out, false, charset);
    this.err = new PrintStream(err, true, charset);
    this.charset = charset;
    this.terminal = terminal;
  }

  /** Whether this process has a terminal. */
  @SuppressWarnings("SystemConsoleNull") // looked at below, where there is more than null
  static boolean onTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console without a terminal too, and a way to tell.
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** {@link #out} for those who write text alone. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, charset), true);
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Says in one line what is left out, without calling it a failure. */
  void warn(String message) {
    err.println("diskimagefs: " + message);
  }

  /** Says in one line what could not be done. */
  void fail(String message) {
    failed = true;
    warn(message);
  }

  boolean hasFailed() {
    return failed;
  }

  /**
   * Whether nobody reads the output any longer, as when it goes to {@code head}. To be asked often:
   * looks only now and then, for looking flushes.
   */
  boolean isGone() {
    return ++asked % LOOK_EVERY == 0 && out.checkError();
  }
}
