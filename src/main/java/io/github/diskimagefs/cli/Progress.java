package io.github.diskimagefs.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A progress bar on a terminal, with the speed and the time left. Several threads may use it. */
final class Progress {
  private static final int MAX_BAR_COLUMNS = 30;
  private static final long NANOS_BETWEEN = 100_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final PrintStream terminal;
  private final int columns;
  private long total;
  private long done;
  private long drawn;
  private long started;
  private boolean shown;
  private String name = "";

  /**
   * Creates a bar.
   *
   * @param terminal the terminal, or null to draw nothing
   * @param columns of the terminal
   */
  Progress(PrintStream terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
    this.drawn = System.nanoTime();
    this.started = drawn;
  }

  /** Returns whether anything is drawn. */
  boolean isShown() {
    return terminal != null;
  }

  /** Starts again from 0 of a number of bytes; 0 if that is not known. */
  synchronized void start(long totalBytes) {
    total = totalBytes;
    done = 0;
    started = System.nanoTime();
  }

  /** Sets the bytes that are done and their total, 0 if that is not known. */
  synchronized void set(long doneBytes, long totalBytes) {
    total = totalBytes;
    done = doneBytes;
    add(0);
  }

  /** Sets the name of the file or part in work. */
  synchronized void name(String next) {
    name = next;
    add(0);
  }

  /** Counts bytes that are done. */
  synchronized void add(long bytes) {
    done += bytes;
    if (terminal != null && System.nanoTime() - drawn > NANOS_BETWEEN) {
      drawn = System.nanoTime();
      draw();
    }
  }

  /** Draws without regard to the time since the last drawing. */
  synchronized void drawNow(String next, long bytes) {
    name = next;
    done = bytes;
    draw();
  }

  private void draw() {
    StringBuilder line = new StringBuilder();
    int bar = Math.min(MAX_BAR_COLUMNS, columns / 3);
    if (total > 0) {
      double part = Math.min(1, (double) done / total);
      int filled = (int) (part * bar);
      line.append('[').append("#".repeat(filled)).append(" ".repeat(bar - filled));
      line.append(String.format(Locale.ROOT, "] %3d%%  ", (int) (part * 100)));
    } else {
      line.append(String.format(Locale.ROOT, "%,d MB  ", done / 1_000_000));
    }
    line.append(speed(System.nanoTime() - started));
    // One column stays free, because some terminals start a new line after the last one.
    int left = columns - 1 - line.length();
    if (left > 1) {
      line.append(DisplayText.tail(DisplayText.visible(DisplayText.name(name)), left));
    }
    shown = true;
    terminal.print("\r" + line + "\u001b[K");
    terminal.flush();
  }

  /** Returns the speed, and the time that is left at that speed; nothing in the first second. */
  private String speed(long nanos) {
    if (nanos < SECOND_NANOS || done <= 0) {
      return "";
    }
    return speed(done, total, nanos / (double) SECOND_NANOS);
  }

  /** Returns the speed of {@code done} bytes in a time, and the time for the rest of a total. */
  static String speed(long done, long total, double seconds) {
    double rate = done / seconds;
    String text = Listing.humanReadable((long) rate) + "/s  ";
    if (total <= done) {
      return text;
    }
    long left = (long) Math.ceil((total - done) / rate);
    return text
        + (left < 3600
            ? String.format(Locale.ROOT, "%d:%02d  ", left / 60, left % 60)
            : String.format(Locale.ROOT, "%d:%02d:%02d  ", left / 3600, left / 60 % 60, left % 60));
  }

  /** Removes the bar, before a line of text. */
  synchronized void clear() {
    if (shown) {
      shown = false;
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }
}
