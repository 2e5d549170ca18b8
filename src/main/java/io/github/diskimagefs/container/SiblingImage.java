package io.github.diskimagefs.container;

import java.io.Closeable;
import java.io.IOException;

/**
 * Another image of the same folder, opened for the image that names it.
 *
 * @param container the opened image
 * @param file the image's file, closed after the container
 */
public record SiblingImage(Container container, Closeable file) implements Closeable {
  @Override
  public void close() throws IOException {
    try (file) {
      container.close();
    }
  }
}
