package io.github.diskimagefs.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on the terminal that says how much is done. */
final class Progress {
  private static final int WIDTH = 30;
  private static final int NAME_WIDTH = 40;
  private static final long NANOS_BETWEEN = 100_000_000;

  private final PrintStream terminal;
  private final long total;
  private long done;
  private long drawn;
  private String name = "";

  /**
   * Creates a bar.
   *
   * @param terminal where to draw, or null to draw nothing
   * @param total bytes to do
   */
  Progress(PrintStream terminal, long total) {
    this.terminal = terminal;
    this.total = total;
    this.drawn = System.nanoTime();
  }

  /** The next file. */
  void file(String next) {
    name = next;
    add(0);
  }

  /** So many bytes more are done. */
  void add(long bytes) {
    done += bytes;
    if (terminal != null && System.nanoTime() - drawn > NANOS_BETWEEN) {
      drawn = System.nanoTime();
      draw();
    }
  }

  private void draw() {
    double part = total == 0 ? 1 : Math.min(1, (double) done / total);
    int filled = (int) (part * WIDTH);
    String tail =
        name.length() <= NAME_WIDTH ? name : "…" + name.substring(name.length() - NAME_WIDTH + 1);
    terminal.print(
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3d%%  %s\u001b[K",
            "#".repeat(filled),
            " ".repeat(WIDTH - filled),
            (int) (part * 100),
            tail));
    terminal.flush();
  }

  /** Takes the bar away, as before a line of text. */
  void clear() {
    if (terminal != null) {
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }
}
