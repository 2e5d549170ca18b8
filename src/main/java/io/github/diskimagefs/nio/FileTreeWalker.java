package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lists the files that follow a file in the order of a walk: those of its directory or of the whole
 * tree. For one thread at a time.
 */
final class FileTreeWalker {
  /** Entries searched for one file; a tree without files may be endless. */
  private static final int MAX_ENTRIES = 1_000;

  /** Directories entered from one another; deeper trees are skipped. */
  private static final int MAX_DEPTH = 64;

  private record Place(ResolvedEntry directory, NodeCursor cursor) {}

  private final Volume volume;
  private final boolean crossesDirectories;
  private final Deque<Place> places = new ArrayDeque<>();
  private int searched;

  /**
   * Starts at the first entry of a directory.
   *
   * @param crossesDirectories whether subdirectories and the rest of the tree belong to the walk
   */
  FileTreeWalker(Volume volume, ResolvedEntry directory, boolean crossesDirectories)
      throws IOException {
    this.volume = volume;
    this.crossesDirectories = crossesDirectories;
    enter(directory);
  }

  private void enter(ResolvedEntry directory) throws IOException {
    places.push(new Place(directory, volume.children(directory.node())));
  }

  /** Continues after an entry of the current directory; returns whether it has that entry. */
  boolean skipThrough(Object key) throws IOException {
    NodeCursor cursor = places.element().cursor;
    Node node;
    while ((node = next(cursor)) != null) {
      if (node.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** Allows the maximum number of entries to be searched again. */
  void resetLimit() {
    searched = 0;
  }

  /** Returns the next file that is not empty; null after the last. */
  Node nextFile() throws IOException {
    while (!places.isEmpty()) {
      Place place = places.element();
      Node node = nextOf(place);
      if (node == null) {
        leave();
      } else if (node.kind() == Node.Kind.FILE) {
        return node;
      } else if (places.size() < MAX_DEPTH) {
        enter(place.directory.child(node));
      }
    }
    return null;
  }

  private void leave() throws IOException {
    ResolvedEntry directory = places.remove().directory;
    if (places.isEmpty() && crossesDirectories && !directory.isRoot()) {
      enter(directory.parent());
      if (!skipThrough(directory.key())) {
        places.clear();
      }
    }
  }

  /** Returns the next file that is not empty, or the next directory to enter. */
  private Node nextOf(Place place) throws IOException {
    while (true) {
      Node node = next(place.cursor);
      if (node == null
          || (node.kind() == Node.Kind.FILE && node.size() > 0)
          || (crossesDirectories && node.kind() == Node.Kind.DIRECTORY)) {
        return node;
      }
    }
  }

  private Node next(NodeCursor cursor) throws IOException {
    if (++searched > MAX_ENTRIES) {
      throw new IOException("no file among " + MAX_ENTRIES + " entries");
    }
    return cursor.next();
  }
}
