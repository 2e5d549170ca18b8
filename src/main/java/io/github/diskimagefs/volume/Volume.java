package io.github.diskimagefs.volume;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A file system in an image: a tree of nodes. Safe for use by many threads at once. Nodes belong to
 * the volume that gave them.
 */
public interface Volume extends Closeable {

  /** {@code iso9660}, {@code joliet}, {@code rockridge}, {@code udf}, {@code hfsplus} … */
  String type();

  /** The volume's name as recorded, trimmed; empty where there is none. */
  String label();

  /** Size of the volume in bytes, as the volume states it. */
  long size();

  /** Bytes of {@link #size} in the image itself; others are in files beside it. */
  default long sizeInImage() {
    return size();
  }

  /** Bytes that the volume states as free; 0 where it has no such statement. */
  default long free() {
    return 0;
  }

  /**
   * Returns the number of folders that the volume's own tables state, the root included; -1 if they
   * do not.
   *
   * @throws IOException if the tables cannot be read
   */
  default long folders() throws IOException {
    return -1;
  }

  /** Whether nodes carry {@link Node#unix}. */
  default boolean posix() {
    return false;
  }

  /** Whether nodes carry {@link Node#dos}. */
  default boolean dos() {
    return false;
  }

  /** The volume that holds a node: this one, unless it shows several as one tree. */
  default Volume volumeOf(Node node) {
    return this;
  }

  /** The root directory. */
  Node root() throws IOException;

  /**
   * An entry of a directory by its name: the exact name first, then the volume's own rule (letter
   * case, normalisation).
   *
   * @return null if there is none
   */
  Node child(Node directory, String name) throws IOException;

  /** The entries of a directory, names distinct, in the order of the volume. */
  NodeCursor children(Node directory) throws IOException;

  /**
   * The entries of a directory, to be counted: their names, kinds and the sizes of files are right.
   */
  default NodeCursor outline(Node directory) throws IOException {
    return children(directory);
  }

  /** The content of a file. */
  ByteSource open(Node file) throws IOException;

  /** The target of a symbolic link, with {@code /} between its components. */
  String target(Node link) throws IOException;

  /** Names of the extended attributes and further forks of an entry. */
  default List<String> attributes(Node node) throws IOException {
    return List.of();
  }

  /**
   * The value of an extended attribute or further fork. One whose name begins with {@code image:}
   * and is in no list is a long one, such as the sectors of a file as recorded.
   *
   * @return null if there is none of that name
   */
  default ByteSource attribute(Node node, String name) throws IOException {
    return null;
  }

  /**
   * Facts for a reader: identifiers, dates, versions, in the order to be shown; keys in the words
   * of the standard.
   */
  default Map<String, String> properties() throws IOException {
    return Map.of();
  }

  /** Returns whether the option {@code snapshot} chooses among states of this volume. */
  default boolean hasSnapshots() {
    return false;
  }

  /**
   * Checks the volume's own structures, beyond the files that can be read: checksums, order and
   * counts.
   *
   * @return figures in one line; null if the format has nothing to check
   * @throws IOException if a structure is damaged
   */
  default String checkStructures() throws IOException {
    return null;
  }

  @Override
  default void close() throws IOException {}
}
