package io.github.diskimagefs.volume;

import java.io.IOException;

/** Label of a volume that stores it in a file or directory. */
public final class VolumeLabel {
  private VolumeLabel() {}

  /** Reads a label. */
  @FunctionalInterface
  public interface Reader {
    /** Returns the label, which is empty if the volume has none. */
    String read() throws IOException;
  }

  /**
   * Returns the label that a reader finds, or an empty one if it cannot be read: no file needs it,
   * and reading the directory that has it reports the error.
   */
  public static String orEmpty(Reader reader) {
    try {
      return reader.read();
    } catch (IOException e) {
      return "";
    }
  }
}
