package io.github.diskimagefs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * An output that keeps its first error, because {@link java.io.PrintStream} drops the exception.
 * After an error nothing more is written.
 */
final class CheckedOutput extends OutputStream {
  private final OutputStream out;
  private volatile IOException error;

  CheckedOutput(OutputStream out) {
    this.out = out;
  }

  /** Returns the first error, or null. */
  IOException error() {
    return error;
  }

  /** Returns whether the reader of a pipe has ended, as {@code head} does. */
  boolean isBrokenPipe() {
    IOException e = error;
    // glibc's translations keep the English term in brackets; Windows has a text of its own.
    String text = e == null ? "" : String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("broken pipe") || text.contains("pipe is being closed");
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (error == null) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        error = e;
        throw e;
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (error == null) {
      try {
        out.flush();
      } catch (IOException e) {
        error = e;
        throw e;
      }
    }
  }
}
