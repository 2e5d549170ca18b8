package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Names of a volume's entries as paths show them, and their lookup. Safe for use by many threads at
 * once.
 *
 * <p>A name that paths cannot have is shown changed, with a number if another entry has that name
 * (see {@link MacNames}).
 */
final class ApfsNames {
  /** Directories that are remembered; 16 bytes each and what a map needs. */
  private static final int MAX_DIRECTORIES = 4096;

  /** Characters that replace others in names as shown, or stand before a number. */
  private static final String CHANGED = ":~\u2400\uFFFD";

  /** An entry and its name as shown. */
  record Named(EntryRecord entry, String name) {}

  /** Entries of a directory. For one thread at a time. */
  @FunctionalInterface
  interface Listing {
    /** Returns the next entry, or null after the last. */
    Named next() throws IOException;
  }

  private final FileSystemTree tree;
  private final boolean hashed;
  private final boolean ignoreCase;

  /** Directories in which the hash of every name is what {@link NameHash} computes. */
  private final Set<Long> agreeing =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                  return size() > MAX_DIRECTORIES;
                }
              }));

  ApfsNames(FileSystemTree tree, boolean hashed, boolean ignoreCase) {
    this.tree = tree;
    this.hashed = hashed;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Lists a directory.
   *
   * @param expected number of entries that the inode states
   */
  Listing list(long directory, long expected) throws IOException {
    ApfsDirectory entries = new ApfsDirectory(tree, directory, hashed);
    Set<String> changed = new HashSet<>();
    return () -> {
      EntryRecord entry = entries.next(expected);
      return entry == null ? null : named(directory, entry, changed);
    };
  }

  /** Returns an entry under a name that no other entry of the directory has. */
  private Named named(long directory, EntryRecord entry, Set<String> changed) throws IOException {
    String stored = entry.name();
    if (unchanged(stored)) {
      return new Named(entry, stored);
    }
    String shown = MacNames.shown(stored);
    // Bytes that are no UTF-8 make names equal too.
    String unique = shown;
    // Tried names stay reserved, so that skipping ahead by their number bounds the search.
    for (long i = 2;
        !changed.add(unique) || another(directory, unique, stored);
        i = i < 8 ? i + 1 : i + changed.size()) {
      unique = shown + '~' + i;
    }
    return new Named(entry, unique);
  }

  private boolean another(long directory, String shown, String stored) throws IOException {
    return !shown.equals(stored) && exact(directory, shown) != null;
  }

  /**
   * Finds an entry by a name as shown: the exact one first, then by the volume's own rule.
   *
   * @return null if there is none
   */
  Named find(long directory, String shown) throws IOException {
    EntryRecord entry = hashed ? byHash(directory, shown) : exact(directory, shown);
    if (entry != null && !unchanged(entry.name())) {
      entry = null; // shown under another name
    }
    if (entry != null && entry.name().equals(shown)) {
      return new Named(entry, shown);
    }
    Named similar = entry == null ? null : new Named(entry, entry.name());
    if (!mayBeChanged(shown)
        && (similar != null || NameHash.ascii(shown) || agreeing.contains(directory))) {
      return similar;
    }
    Named listed = byListing(directory, shown);
    return listed == null ? similar : listed;
  }

  /** Returns whether an entry is shown by its stored name. */
  private static boolean unchanged(String stored) {
    return stored.indexOf('/') < 0 && stored.indexOf('\0') < 0 && stored.indexOf('\uFFFD') < 0;
  }

  /** Returns whether a name has one of the characters that changed names have. */
  private static boolean mayBeChanged(String shown) {
    for (int i = 0; i < shown.length(); i++) {
      if (CHANGED.indexOf(shown.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Finds an entry by the hash of its name, the one of that very name first. */
  private EntryRecord byHash(long directory, String stored) throws IOException {
    String folded = NameHash.fold(stored, ignoreCase);
    int hash = NameHash.of(folded);
    ApfsDirectory entries = ApfsDirectory.ofHash(tree, directory, hash);
    EntryRecord similar = null;
    for (EntryRecord entry = entries.next(1);
        entry != null && entry.hash() == hash;
        entry = entries.next(1)) {
      if (entry.name().equals(stored)) {
        return entry;
      }
      if (similar == null && NameHash.fold(entry.name(), ignoreCase).equals(folded)) {
        similar = entry;
      }
    }
    return similar;
  }

  /** Finds an entry by its stored name. */
  private EntryRecord exact(long directory, String stored) throws IOException {
    if (hashed) {
      EntryRecord entry = byHash(directory, stored);
      return entry != null && entry.name().equals(stored) ? entry : null;
    }
    return ApfsDirectory.ofName(tree, directory, stored);
  }

  /**
   * Finds an entry by reading the directory: for names whose hash may be that of another version of
   * Unicode, or that are shown with a number.
   */
  private Named byListing(long directory, String shown) throws IOException {
    Listing listing = list(directory, Long.MAX_VALUE);
    String folded = NameHash.fold(shown, ignoreCase);
    Named similar = null;
    boolean agree = true;
    for (Named named = listing.next(); named != null; named = listing.next()) {
      if (named.name().equals(shown)) {
        return named;
      }
      String stored = named.entry().name();
      String foldedName = hashed ? NameHash.fold(stored, ignoreCase) : stored;
      if (similar == null && hashed && NameHash.fold(named.name(), ignoreCase).equals(folded)) {
        similar = named;
      }
      agree &= named.name().equals(stored);
      agree &= !hashed || NameHash.of(foldedName) == named.entry().hash();
    }
    if (agree) {
      agreeing.add(directory);
    }
    return similar;
  }
}
