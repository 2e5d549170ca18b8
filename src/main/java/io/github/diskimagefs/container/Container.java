package io.github.diskimagefs.container;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** An opened image file. */
public interface Container extends Closeable {

  /** Returns the format's name, as {@code CUE sheet}, {@code UDIF}. */
  String type();

  /** Returns the content: a disc, a disk, or a further image file. */
  Content content();

  /** Returns properties to show to a reader, in order. */
  default Map<String, String> properties() throws IOException {
    return Map.of();
  }

  /** Returns whether the content is a snapshot that the option {@code snapshot} has chosen. */
  default boolean showsSnapshot() {
    return false;
  }

  /**
   * Reads the whole image and checks every checksum and error code that it carries.
   *
   * @param report receives the result for each part
   */
  default void verify(VerifyReport report) throws IOException {}

  /** Closes the files that the container opened, but not the image file that it was given. */
  @Override
  default void close() throws IOException {}
}
