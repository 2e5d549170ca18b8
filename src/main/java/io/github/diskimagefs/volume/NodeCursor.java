package io.github.diskimagefs.volume;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/** The entries of a directory, read as they are asked for. For one thread at a time. */
@FunctionalInterface
public interface NodeCursor extends Closeable {

  /**
   * The next entry.
   *
   * @return null after the last
   * @throws IOException if what follows cannot be read; entries given before hold
   */
  Node next() throws IOException;

  /**
   * Returns the next of the entries that has a name.
   *
   * @return null if none has
   */
  default Node find(String name) throws IOException {
    for (Node node = next(); node != null; node = next()) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    return null;
  }

  @Override
  default void close() throws IOException {}

  /** The entries that a collection holds. */
  static NodeCursor of(Iterable<? extends Node> nodes) {
    Iterator<? extends Node> iterator = nodes.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }
}
