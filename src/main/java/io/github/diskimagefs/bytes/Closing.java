package io.github.diskimagefs.bytes;

import java.io.Closeable;
import java.io.IOException;

/** Closes several resources: each of them, even if closing one before it fails. */
public final class Closing {
  private Closing() {}

  /** Closes resources, null or not; failures to do so are suppressed in {@code cause}. */
  public static void after(Throwable cause, Closeable... resources) {
    for (Closeable resource : resources) {
      if (resource != null) {
        try {
          resource.close();
        } catch (IOException e) {
          cause.addSuppressed(e);
        }
      }
    }
  }

  /**
   * Closes resources.
   *
   * @throws IOException if closing one fails: the first failure, with the others suppressed
   */
  public static void all(Iterable<? extends Closeable> resources) throws IOException {
    IOException first = null;
    for (Closeable resource : resources) {
      try {
        resource.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
