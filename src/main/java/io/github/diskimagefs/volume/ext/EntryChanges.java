package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries of a directory that fast commits add and remove, in the order they do it in. */
final class EntryChanges {

  /**
   * An entry: the bytes of its name as characters, and its inode. In a hash table, entries of one
   * hash are found by their order: an image can have any number of them.
   */
  record Entry(String name, long inode) implements Comparable<Entry> {
    byte[] bytes() {
      return name.getBytes(ISO_8859_1);
    }

    @Override
    public int compareTo(Entry other) {
      int names = name.compareTo(other.name);
      return names != 0 ? names : Long.compare(inode, other.inode);
    }
  }

  private record Change(Entry entry, boolean added, boolean first) {}

  /** The entries after all changes. */
  static final class Result {
    private final boolean folded;
    private final Map<String, Entry> added = new LinkedHashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Set<Entry> removed = new HashSet<>();
    private final Set<Long> inodes = new HashSet<>();
    private final List<Entry> last;

    private Result(List<Change> changes, boolean folded) {
      this.folded = folded;
      for (Change change : changes) {
        apply(change);
      }
      this.last = List.copyOf(added.values());
    }

    private void apply(Change change) {
      Entry entry = change.entry;
      String key = key(entry.name);
      Entry known = added.get(key);
      if (change.added) {
        added.remove(key); // to become the last
        added.put(key, entry);
        replaced.add(key);
      } else if (known == null) {
        removed.add(new Entry(key, entry.inode));
        if (change.first) {
          inodes.add(entry.inode);
        }
      } else if (known.inode == entry.inode) {
        added.remove(key);
      }
    }

    /** Returns what a name is compared by: names that are not UTF-8 are compared as they are. */
    private String key(String name) {
      String text = folded ? new String(name.getBytes(ISO_8859_1), UTF_8) : "\uFFFD";
      return text.indexOf('\uFFFD') < 0 ? FoldedNames.of(text) : name;
    }

    /** Returns whether an entry that is stored in the directory is no longer there. */
    boolean hides(byte[] name, long inode) {
      String key = key(new String(name, ISO_8859_1));
      return replaced.contains(key) || removed.contains(new Entry(key, inode));
    }

    /** Returns the entries that are not stored in the directory, or no longer under that inode. */
    List<Entry> added() {
      return last;
    }

    /**
     * Returns the inodes of the entries that are no longer there, of files without a name as well.
     */
    Collection<Long> removed() {
      return inodes;
    }
  }

  private final List<Change> changes = new ArrayList<>();
  private volatile Result result;
  private volatile Long subdirectories;

  /** Adds an entry, in place of one of the same name. */
  void add(byte[] name, long inode) {
    changes.add(new Change(new Entry(new String(name, ISO_8859_1), inode), true, false));
  }

  /**
   * Removes an entry, if it is of that inode.
   *
   * @param first whether no other entry of that inode was removed: if later ones are, the number
   *     may be that of a new file, which was deleted before a fast commit had it
   */
  void remove(byte[] name, long inode, boolean first) {
    changes.add(new Change(new Entry(new String(name, ISO_8859_1), inode), false, first));
  }

  /**
   * Returns the entries after all changes; none may be added from now on.
   *
   * @param folded whether names are compared without letter case
   */
  Result result(boolean folded) {
    Result known = result;
    if (known == null) {
      known = new Result(changes, folded);
      result = known;
    }
    return known;
  }

  /** Returns by how many subdirectories there are more than stored, once they were counted. */
  Long subdirectories() {
    return subdirectories;
  }

  /** Keeps what {@link #subdirectories} returns. */
  void count(long more) {
    subdirectories = more;
  }
}
