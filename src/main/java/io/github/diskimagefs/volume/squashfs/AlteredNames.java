package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.volume.ByteNames;
import io.github.diskimagefs.volume.PathSafeNames;
import io.github.diskimagefs.volume.UniqueNames;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names that are not shown as they are stored, because no path can hold them or another entry has
 * the same. They are not found by their bytes; a directory is searched for them once, and only for
 * names that one of these could be shown as. Safe for use by many threads at once.
 */
final class AlteredNames {
  /** Directories of which the altered names are kept. */
  private static final int MAX_DIRECTORIES = 1024;

  /** Altered names of a directory that are found. */
  private static final int MAX_NAMES = 1024;

  private final ByteNames names;
  private final Map<Long, Map<String, Long>> directories =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<String, Long>> eldest) {
          return size() > MAX_DIRECTORIES;
        }
      };

  /** Starts the listing of a directory. */
  @FunctionalInterface
  interface Lister {
    Listing list() throws IOException;
  }

  AlteredNames(ByteNames names) {
    this.names = names;
  }

  /**
   * Finds an entry whose name was altered.
   *
   * @param directory reference to its inode
   * @return its position in the listing; -1 if there is none
   */
  long find(long directory, String name, Lister lister) throws IOException {
    if (name.indexOf('_') < 0 && name.indexOf('~') < 0) {
      return -1;
    }
    Map<String, Long> altered;
    synchronized (directories) {
      altered = directories.get(directory);
    }
    if (altered == null) {
      altered = search(lister.list());
      synchronized (directories) {
        directories.put(directory, altered);
      }
    }
    return altered.getOrDefault(name, -1L);
  }

  private Map<String, Long> search(Listing listing) throws IOException {
    UniqueNames unique = new UniqueNames(16);
    Map<String, Long> altered = new HashMap<>();
    while (listing.next() && altered.size() < MAX_NAMES) {
      String stored = names.text(listing.name());
      String shown = unique.addWithSuffix(PathSafeNames.clean(stored));
      if (!shown.equals(stored)) {
        altered.put(shown, listing.position());
      }
    }
    return altered;
  }
}
