package io.github.diskimagefs.mount;

import java.io.Closeable;
import java.io.IOException;

/** Closes resources after a failure. */
final class Closing {
  private Closing() {}

  /** Closes resources, null or not; failures to do so are suppressed in {@code cause}. */
  static void after(Throwable cause, Closeable... resources) {
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
}
