package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds entries by name in directories that can only be read from front to back. A directory that
 * was searched once keeps an index of places, not of nodes; the bytes of all indexes are bounded.
 */
public final class DirectoryLookup {

  /** A directory to search. */
  public interface Directory {
    /** Starts from the front. */
    DirectoryScan scan() throws IOException;

    /** The entry at a place that a scan told. */
    Node nodeAt(long place) throws IOException;
  }

  /** A directory to search, which can be read from the place of any entry on. */
  @FunctionalInterface
  public interface PositionedDirectory extends Directory {
    /** Starts at a place that a scan told, or at 0, the front. */
    DirectoryScan scanFrom(long place) throws IOException;

    @Override
    default DirectoryScan scan() throws IOException {
      return scanFrom(0);
    }

    @Override
    default Node nodeAt(long place) throws IOException {
      try (DirectoryScan scan = scanFrom(place)) {
        return scan.next();
      }
    }
  }

  private final UnaryOperator<String> fold;
  private final long bound;
  private final Map<Object, DirectoryIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  /**
   * Creates a lookup for one volume.
   *
   * @param fold the volume's own rule: names that fold to the same are found for each other, the
   *     exact one first; {@code UnaryOperator.identity()} where only the exact name counts
   */
  public DirectoryLookup(UnaryOperator<String> fold) {
    this.fold = fold;
    this.bound = Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 8);
  }

  /**
   * The entry of that name.
   *
   * @param key identifies the directory within the volume
   * @return null if there is none
   */
  public Node find(Object key, String name, PositionedDirectory directory) throws IOException {
    return find(key, name, (Directory) directory);
  }

  /** Returns the entry of that name, as {@link #find(Object, String, PositionedDirectory)} does. */
  public Node find(Object key, String name, Directory directory) throws IOException {
    DirectoryIndex index;
    synchronized (indexes) {
      index = indexes.get(key);
    }
    if (index != null) {
      Node found = index.find(name, directory);
      if (index.error() != null && (found == null || !found.name().equals(name))) {
        throw index.error();
      }
      return found;
    }
    return build(key, name, directory);
  }

  /** Reads the directory once: finds the name on the way, and makes the index if it may stay. */
  private Node build(Object key, String name, Directory directory) throws IOException {
    DirectoryIndex index = new DirectoryIndex(fold);
    String folded = fold.apply(name);
    Node exact = null;
    Node similar = null;
    try (DirectoryScan scan = directory.scan()) {
      for (Node node = scan.next(); node != null; node = scan.next()) {
        if (exact == null && node.name().equals(name)) {
          exact = node;
        } else if (similar == null && fold.apply(node.name()).equals(folded)) {
          similar = node;
        }
        if (index != null && (!index.add(node, scan.place()) || index.bytes() > bound)) {
          index = null;
        }
        if (index == null && exact != null) {
          return exact;
        }
      }
    } catch (IOException e) {
      // A broken directory takes as long to read as a valid one: once is enough.
      if (index != null && e instanceof MalformedImageException malformed) {
        index.breaksOff(malformed);
        keep(key, index);
      }
      if (exact == null) {
        throw e;
      }
      return exact;
    }
    if (index != null) {
      keep(key, index);
    }
    return exact != null ? exact : similar;
  }

  private void keep(Object key, DirectoryIndex index) {
    synchronized (indexes) {
      DirectoryIndex old = indexes.put(key, index);
      held += index.bytes() - (old == null ? 0 : old.bytes());
      var eldest = indexes.entrySet().iterator();
      while (held > bound && eldest.hasNext()) {
        held -= eldest.next().getValue().bytes();
        eldest.remove();
      }
    }
  }
}
