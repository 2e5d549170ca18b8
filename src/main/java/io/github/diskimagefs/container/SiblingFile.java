package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.Closeable;
import java.io.IOException;

/**
 * The file inside a packed file of the same folder.
 *
 * @param bytes its bytes
 * @param packed closes the packed file
 */
public record SiblingFile(ByteSource bytes, Closeable packed) implements Closeable {
  @Override
  public void close() throws IOException {
    packed.close();
  }
}
