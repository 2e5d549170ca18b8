package io.github.diskimagefs.nio;

import io.github.diskimagefs.bytes.PrefetchExecutor;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Detects sequential reading of a directory's files and prefetches the next ones, after two
 * consecutive files were read completely. Continues in the directories that follow if readers do.
 */
final class DirectoryPrefetcher {
  private static final int FILES_AHEAD = 16;
  private static final long BYTES_AHEAD = 4 << 20;

  /** So many entries are looked through at a time; who finds nothing among them gives up. */
  private static final int MAX_ENTRIES_SEARCHED = 1_000;

  /** Directories entered from one another; deeper trees are followed no further. */
  private static final int MAX_DEPTH = 64;

  private record Expected(Node file, Object key) {
    long size() {
      return Math.min(file.size(), BYTES_AHEAD);
    }
  }

  private record Place(ResolvedEntry directory, NodeCursor cursor) {}

  private final Volume volume;
  private final ResolvedEntry directory;
  private final Deque<Place> places = new ArrayDeque<>();
  private final Deque<Expected> next = new ArrayDeque<>();
  private Object finished;
  private long ahead;
  private int scanned;
  private final boolean crossesDirectories;
  private boolean ended;

  /**
   * Begins in a directory.
   *
   * @param crossesDirectories whether the reader is expected to go on to other directories
   */
  DirectoryPrefetcher(Volume volume, ResolvedEntry directory, boolean crossesDirectories) {
    this.volume = volume;
    this.directory = directory;
    this.crossesDirectories = crossesDirectories;
  }

  /** Where it began. */
  ResolvedEntry directory() {
    return directory;
  }

  /** Whether all files that it knew of are read, and there is no other in their directory. */
  synchronized boolean exhausted() {
    return ended || (places.isEmpty() && finished != null && next.isEmpty());
  }

  /**
   * A file was read to its end.
   *
   * @return whether it was expected
   */
  synchronized boolean onExpectedRead(ResolvedEntry file) {
    if (ended || next.isEmpty()) {
      return false;
    }
    Object key = file.key();
    if (next.stream().noneMatch(expected -> expected.key.equals(key))) {
      return false;
    }
    Expected expected;
    do {
      expected = next.remove();
      ahead -= expected.size();
    } while (!expected.key.equals(key));
    finished = key;
    fill();
    return true;
  }

  /** A file of the directory was read to its end, and it was not expected. */
  synchronized void onOtherRead(ResolvedEntry file) {
    Object before = finished;
    finished = file.key();
    if (ended || before == null || before.equals(finished) || !places.isEmpty()) {
      return;
    }
    scanned = 0;
    try {
      places.push(new Place(directory, volume.children(directory.node())));
      if (seek(before) && isNext(finished)) {
        fill();
      } else {
        end();
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      end(); // listing the directory reports the error
    }
  }

  /** Moves to the position after an entry of the current directory. */
  private boolean seek(Object key) throws IOException {
    NodeCursor cursor = places.element().cursor;
    Node node;
    while ((node = next(cursor)) != null) {
      if (node.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private Node next(NodeCursor cursor) throws IOException {
    if (++scanned > MAX_ENTRIES_SEARCHED) {
      throw new IOException("no file among " + MAX_ENTRIES_SEARCHED + " entries");
    }
    return cursor.next();
  }

  private boolean isNext(Object key) throws IOException {
    Node node = file();
    return node != null && node.key().equals(key);
  }

  /** Many at once, so that spare cores once awake have something to do. */
  private void fill() {
    if (next.size() > FILES_AHEAD / 2 || ahead > BYTES_AHEAD / 2) {
      return;
    }
    List<Node> files = new ArrayList<>();
    scanned = 0;
    try {
      while (next.size() < FILES_AHEAD && ahead < BYTES_AHEAD) {
        Node file = file();
        if (file == null) {
          break;
        }
        Expected expected = new Expected(file, file.key());
        next.add(expected);
        ahead += expected.size();
        files.add(file);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      places.clear(); // as above
    }
    if (!files.isEmpty()) {
      PrefetchExecutor.run(() -> files.forEach(this::prefetch));
    }
  }

  private void prefetch(Node file) {
    try {
      volume.open(file).prefetch(0, BYTES_AHEAD);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return; // as above
    }
  }

  /** The next file on the way; null at its end. */
  private Node file() throws IOException {
    while (!places.isEmpty()) {
      Place place = places.element();
      Node file = file(place);
      if (file != null && file.kind() == Node.Kind.FILE) {
        return file;
      }
      if (file == null) {
        places.remove();
        if (places.isEmpty() && crossesDirectories && !place.directory.isRoot()) {
          ResolvedEntry parent = place.directory.parent();
          places.push(new Place(parent, volume.children(parent.node())));
          if (!seek(place.directory.key())) {
            places.clear();
          }
        }
      } else if (places.size() < MAX_DEPTH) {
        places.push(new Place(place.directory.child(file), volume.children(file)));
      }
    }
    return null;
  }

  /** The next file that is not empty, or directory to be entered, in a directory. */
  private Node file(Place place) throws IOException {
    while (true) {
      Node node = next(place.cursor);
      if (node == null
          || (node.kind() == Node.Kind.FILE && node.size() > 0)
          || (crossesDirectories && node.kind() == Node.Kind.DIRECTORY)) {
        return node;
      }
    }
  }

  private void end() {
    ended = true;
    places.clear();
    next.clear();
  }
}
