package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The folders that a recursive listing still has to list, each with its own folders before the next
 * one, in the order of their names. A bounded number of them is in memory: a folder that has more
 * folders is read again for the others.
 */
final class FolderQueue {
  /** Even a level far down keeps some, or each of its folders would cost a reading. */
  private static final int MIN_PORTION = 64;

  private final Deque<Level> levels = new ArrayDeque<>();
  private final int limit;
  private int held;
  private Path start;

  /**
   * Creates a queue of one folder.
   *
   * @param limit the number of paths in memory
   */
  FolderQueue(Path start, int limit) {
    this.start = start;
    this.limit = limit;
  }

  /**
   * Removes and returns the next folder; null if there is none.
   *
   * @throws IOException if a folder cannot be read again; the next call continues after it
   */
  Path next() throws IOException {
    if (start != null) {
      Path first = start;
      start = null;
      return first;
    }
    while (!levels.isEmpty()) {
      Level level = levels.element();
      if (level.waiting.isEmpty() && level.incomplete) {
        level.refill();
      }
      Path folder = level.waiting.poll();
      if (folder != null) {
        held--;
        return folder;
      }
      levels.remove();
    }
    return null;
  }

  /** Returns the number of paths in memory. */
  int size() {
    return held;
  }

  /** Starts the level of the folders in a folder that {@link #next} has returned. */
  Level push(Path folder, DirectoryStream.Filter<Path> filter) {
    while (!levels.isEmpty() && levels.element().isDone()) {
      levels.remove();
    }
    int portion = Math.max(MIN_PORTION, (limit - held) / 2);
    Level level = new Level(new SortedFolder(folder, filter, limit), portion);
    levels.push(level);
    return level;
  }

  /** The folders in one folder. */
  final class Level {
    private final SortedFolder folder;
    private final int portion;
    private final Deque<Path> waiting = new ArrayDeque<>(0);
    private Path last;
    private boolean incomplete;

    private Level(SortedFolder folder, int portion) {
      this.folder = folder;
      this.portion = portion;
    }

    /** Does an action on each entry of the folder, in the order of names. */
    void forEach(SortedFolder.Action action) throws IOException {
      folder.forEach(action);
    }

    /** Adds a folder, which is greater than those before it. */
    void add(Path inner) {
      if (waiting.size() >= portion) {
        incomplete = true;
      } else {
        waiting.add(inner);
        last = inner;
        held++;
      }
    }

    private boolean isDone() {
      return waiting.isEmpty() && !incomplete;
    }

    private void refill() throws IOException {
      incomplete = false;
      folder.forEachAfter(
          last,
          entry -> {
            if (Listing.attributes(entry).isDirectory()) {
              add(entry);
            }
            return !incomplete;
          });
    }
  }
}
