package io.github.diskimagefs.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The entries of a folder by name, of which a bounded number is in memory at a time.
 *
 * <p>A folder of more entries is read again: once if the volume keeps it in the order of names, as
 * many do, else once for each portion, which is made of the smallest names that are greater than
 * those before. That takes longer than a sort in a temporary file, but writes nothing.
 */
final class SortedFolder {
  private static final Comparator<Path> BY_NAME = (a, b) -> a.toString().compareTo(b.toString());

  /** The most memory that an entry takes: its path, its texts and what its volume has read. */
  private static final int MAX_ENTRY_BYTES = 1 << 10;

  private static final int MIN_LIMIT = 1000;

  private final Path folder;
  private final DirectoryStream.Filter<Path> filter;
  private final int limit;

  /** An action on an entry. */
  interface Action {
    /** Returns whether the entries after this one are wanted. */
    boolean on(Path entry) throws IOException;
  }

  /**
   * Creates a sorted folder.
   *
   * @param filter accepts the entries that are listed
   * @param limit the number of entries in memory
   */
  SortedFolder(Path folder, DirectoryStream.Filter<Path> filter, int limit) {
    this.folder = folder;
    this.filter = filter;
    this.limit = limit;
  }

  /** Returns how many entries fit into a quarter of the heap. */
  static int limit() {
    long entries = Runtime.getRuntime().maxMemory() / 4 / MAX_ENTRY_BYTES;
    return (int) Math.max(MIN_LIMIT, Math.min(Integer.MAX_VALUE / 2, entries));
  }

  /** Does an action on each entry in the order of names. */
  void forEach(Action action) throws IOException {
    forEachAfter(null, action);
  }

  /**
   * Does an action on each entry whose name is greater than that of another, in the order of names.
   *
   * @param last an entry of the folder; null to start with the first
   */
  void forEachAfter(Path last, Action action) throws IOException {
    Portion portion = read(last);
    if (portion.ascending && !portion.complete) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, filter)) {
        for (Path entry : entries) {
          if (isAfter(entry, last) && !action.on(entry)) {
            return;
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      return;
    }
    while (true) {
      Path end = last;
      for (Path entry : portion.sorted()) {
        if (!action.on(entry)) {
          return;
        }
        end = entry;
      }
      if (portion.complete) {
        return;
      }
      portion = read(end);
      last = end;
    }
  }

  private static boolean isAfter(Path entry, Path last) {
    return last == null || BY_NAME.compare(entry, last) > 0;
  }

  /** Reads the smallest names that are greater than one. */
  private Portion read(Path last) throws IOException {
    Portion portion = new Portion(limit);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, filter)) {
      for (Path entry : entries) {
        if (isAfter(entry, last)) {
          portion.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return portion;
  }

  /** The smallest names of a folder. */
  private static final class Portion {
    private final int limit;
    private Collection<Path> smallest = new ArrayList<>();
    private PriorityQueue<Path> greatestFirst;
    private Path previous;
    private boolean ascending = true;
    private boolean complete = true;

    Portion(int limit) {
      this.limit = limit;
    }

    void add(Path entry) {
      if (previous != null && BY_NAME.compare(previous, entry) > 0) {
        ascending = false;
      }
      previous = entry;
      if (smallest.size() < limit) {
        smallest.add(entry);
        return;
      }
      complete = false;
      if (greatestFirst == null) {
        greatestFirst = new PriorityQueue<>(limit, BY_NAME.reversed());
        greatestFirst.addAll(smallest);
        smallest = greatestFirst;
      }
      if (BY_NAME.compare(entry, greatestFirst.element()) < 0) {
        greatestFirst.remove();
        greatestFirst.add(entry);
      }
    }

    List<Path> sorted() {
      List<Path> sorted = new ArrayList<>(smallest);
      if (!ascending || greatestFirst != null) {
        sorted.sort(BY_NAME);
      }
      return sorted;
    }
  }
}
