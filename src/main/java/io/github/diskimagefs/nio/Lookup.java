package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Resolves paths to entries. Symbolic links are followed inside the volume, never out of it. */
final class Lookup {
  /** Maximum number of symbolic links followed, as in Linux (path_resolution(7)). */
  private static final int MAX_LINKS = 40;

  /**
   * Maximum number of directories in the cache, more than a class path or a source tree usually
   * has.
   */
  private static final int MAX_DIRECTORIES = 1024;

  /** Maximum number of ancestors searched in the cache; deep paths are rare. */
  private static final int MAX_ASCENTS = 16;

  /** Maximum depth, more than any operating system accepts; it bounds the search for loops. */
  private static final int MAX_DEPTH = 8192;

  private final Volume volume;
  private final ResolvedEntry root;
  private final ConcurrentMap<String, ResolvedEntry> directories = new ConcurrentHashMap<>();

  Lookup(Volume volume, ResolvedEntry root) {
    this.volume = volume;
    this.root = root;
  }

  /**
   * Finds the entry of a path.
   *
   * @param follow whether a symbolic link as the last name is followed
   * @throws NoSuchFileException if there is no such entry
   * @throws FileSystemLoopException if the path leads through more than {@link #MAX_LINKS} symbolic
   *     links
   */
  ResolvedEntry find(ImagePath path, boolean follow) throws IOException {
    ResolvedEntry entry = findOrNull(path, follow);
    if (entry == null) {
      throw new NoSuchFileException(path.toString());
    }
    return entry;
  }

  /**
   * Finds a directory; symbolic links are followed.
   *
   * @throws NotDirectoryException if the path names something else, or leads through it
   */
  ResolvedEntry findDirectory(ImagePath path) throws IOException {
    ResolvedEntry entry = findOrNull(path, true);
    if (entry == null) {
      for (ImagePath offset = path.getParent(); offset != null; offset = offset.getParent()) {
        ResolvedEntry above = findOrNull(offset, true);
        if (above != null && !above.isDirectory()) {
          throw new NotDirectoryException(path.toString());
        }
      }
      throw new NoSuchFileException(path.toString());
    }
    if (!entry.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    return entry;
  }

  /** Finds the entry of a path as {@link #find} does; returns null if there is none. */
  ResolvedEntry findOrNull(ImagePath path, boolean follow) throws IOException {
    try {
      return resolve(path, follow);
    } catch (IOException e) {
      throw ReadErrors.of(path, e);
    }
  }

  private ResolvedEntry resolve(ImagePath path, boolean follow) throws IOException {
    ResolvedEntry entry = path.entry();
    if (entry == null) {
      entry = search(path.absolute(), path);
      if (entry == null) {
        return null;
      }
      path.entry(entry);
    }
    return follow && entry.isLink() ? new Search(path).target(entry) : entry;
  }

  /**
   * Finds the entry of an absolute path through its cached directory; a link as last name is not
   * followed.
   */
  private ResolvedEntry search(String absolute, ImagePath shown) throws IOException {
    int cut = absolute.lastIndexOf('/');
    if (cut == 0) {
      return new Search(shown).from(root, absolute, false);
    }
    String parent = absolute.substring(0, cut);
    ResolvedEntry directory = directories.get(parent);
    if (directory == null) {
      directory = directory(parent, shown);
      if (directory == null || !directory.isDirectory()) {
        return null;
      }
      if (directories.size() >= MAX_DIRECTORIES) {
        directories.clear();
      }
      directories.put(parent, directory);
    }
    return new Search(shown).from(directory, absolute.substring(cut + 1), false);
  }

  /** Resolves a directory's path from the deepest cached ancestor; links are followed. */
  private ResolvedEntry directory(String path, ImagePath shown) throws IOException {
    int cut = path.lastIndexOf('/');
    for (int up = 0; up < MAX_ASCENTS && cut > 0; up++) {
      ResolvedEntry known = directories.get(path.substring(0, cut));
      if (known != null) {
        return new Search(shown).from(known, path.substring(cut + 1), true);
      }
      cut = path.lastIndexOf('/', cut - 1);
    }
    return new Search(shown).from(root, path, true);
  }

  /**
   * Throws if a directory is its own ancestor, so that a walk of a cyclic volume ends.
   *
   * @param shown for the message
   * @throws FileSystemException if the directory is nested too deep
   */
  static boolean loops(ResolvedEntry directory, ImagePath shown) throws FileSystemException {
    Object key = directory.key();
    int depth = 0;
    for (ResolvedEntry offset = directory; !offset.isRoot(); depth++) {
      offset = offset.parent();
      if (key.equals(offset.key())) {
        return true;
      }
    }
    if (depth > MAX_DEPTH) {
      throw new FileSystemException(
          shown.toString(), null, "nested deeper than " + MAX_DEPTH + " directories");
    }
    return false;
  }

  /** One search; counts the links it follows. */
  private final class Search {
    private final ImagePath shown;
    private int links;

    Search(ImagePath shown) {
      this.shown = shown;
    }

    ResolvedEntry target(ResolvedEntry link) throws IOException {
      String target = follow(link);
      return target.isEmpty() ? null : from(link.parent(), target, true);
    }

    private String follow(ResolvedEntry link) throws IOException {
      if (++links > MAX_LINKS) {
        throw new FileSystemLoopException(shown.toString());
      }
      return volume.target(link.node());
    }

    /** Resolves {@code names} from a directory, or from the root if they are absolute. */
    ResolvedEntry from(ResolvedEntry start, String names, boolean followLast) throws IOException {
      String path = names;
      ResolvedEntry offset = path.startsWith("/") ? root : start;
      int next = skipSlashes(path, 0);
      while (next < path.length()) {
        int end = path.indexOf('/', next);
        end = end < 0 ? path.length() : end;
        int after = skipSlashes(path, end);
        if (!offset.isDirectory()) {
          return null;
        }
        ResolvedEntry found = step(offset, path.substring(next, end));
        if (found == null) {
          return null;
        }
        next = after;
        if (found.isLink() && (after < path.length() || followLast)) {
          String target = follow(found);
          if (target.isEmpty()) {
            return null;
          }
          path = after < path.length() ? target + '/' + path.substring(after) : target;
          offset = path.startsWith("/") ? root : offset;
          next = skipSlashes(path, 0);
        } else {
          offset = found;
        }
      }
      return offset;
    }

    private ResolvedEntry step(ResolvedEntry directory, String name) throws IOException {
      switch (name) {
        case ".":
          return directory;
        case "..":
          return directory.parent();
        default:
          Node child = volume.child(directory.node(), name);
          return child == null ? null : directory.child(child);
      }
    }

    private static int skipSlashes(String path, int from) {
      int offset = from;
      while (offset < path.length() && path.charAt(offset) == '/') {
        offset++;
      }
      return offset;
    }
  }
}
