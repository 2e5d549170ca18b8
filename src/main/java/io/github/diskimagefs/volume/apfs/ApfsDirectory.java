package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.MacNames;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Entries of a directory, in the order of their keys: by the hash of the name, or by name on
 * volumes without hashes. Damaged records and nodes are passed over; after the last entry that can
 * be read, the first error is thrown if entries are missing. For one thread at a time.
 */
final class ApfsDirectory {
  /** Damaged records and nodes that are passed over; then the rest of the directory is not read. */
  private static final int MAX_ERRORS = 64;

  /** Names of one hash. A hash has 22 bits, so that a million names have at most a few each. */
  private static final int MAX_NAMES_OF_A_HASH = 4096;

  private final long directory;
  private final boolean hashed;
  private final ApfsTreeCursor cursor;
  private final Set<String> namesOfHash = new HashSet<>();
  private EntryRecord last;
  private long seen;
  private int errors;
  private MalformedImageException error;

  /** Starts at the first entry. */
  ApfsDirectory(FileSystemTree tree, long directory, boolean hashed) throws IOException {
    this(directory, hashed, tree.first(directory, FileSystemTree.DIR_REC));
  }

  private ApfsDirectory(long directory, boolean hashed, ApfsTreeCursor cursor) {
    this.directory = directory;
    this.hashed = hashed;
    this.cursor = cursor;
  }

  /** Starts at the first entry whose name has a hash. */
  static ApfsDirectory ofHash(FileSystemTree tree, long directory, int hash) throws IOException {
    FileSystemTree.Rest rest =
        (node, offset, length) ->
            Integer.compare(hash, length < 4 ? 0 : EntryRecord.hash((int) node.u32(offset)));
    return new ApfsDirectory(directory, true, tree.seek(directory, FileSystemTree.DIR_REC, rest));
  }

  /** Returns the entry of a name on a volume without hashes, or null if there is none. */
  static EntryRecord ofName(FileSystemTree tree, long directory, String name) throws IOException {
    byte[] wanted = name.getBytes(UTF_8);
    FileSystemTree.Rest rest =
        (node, offset, length) -> ApfsXattrs.compare(wanted, node, offset, length);
    ApfsTreeCursor cursor = tree.seek(directory, FileSystemTree.DIR_REC, rest);
    if (!cursor.here() || !FileSystemTree.is(cursor.key(), directory, FileSystemTree.DIR_REC)) {
      return null;
    }
    EntryRecord entry = EntryRecord.read(cursor.key(), cursor.value(), false);
    return entry.name().equals(name) ? entry : null;
  }

  /**
   * Returns the next entry whose name a path can have, or null after the last.
   *
   * @param expected number of entries that the inode states
   * @throws MalformedImageException if an entry was damaged and entries are missing
   */
  EntryRecord next(long expected) throws IOException {
    while (errors < MAX_ERRORS) {
      try {
        if (!cursor.here()) {
          break;
        }
        Struct key = cursor.key();
        if (!FileSystemTree.is(key, directory, FileSystemTree.DIR_REC)) {
          break;
        }
        EntryRecord entry = read(key);
        seen++;
        if (entry.name().length() > 2 || MacNames.shown(entry.name()) != null) {
          return entry;
        }
      } catch (MalformedImageException e) {
        errors++;
        error = error == null ? e : error;
      }
    }
    MalformedImageException found = error;
    error = null;
    if (found != null && seen < expected) {
      throw found;
    }
    return null;
  }

  private EntryRecord read(Struct key) throws MalformedImageException {
    EntryRecord entry;
    try {
      entry = EntryRecord.read(key, cursor.value(), hashed);
    } finally {
      cursor.advance();
    }
    requireAfterLast(entry, key);
    last = entry;
    return entry;
  }

  /** Throws unless an entry follows the one before, so that no tree leads in circles. */
  private void requireAfterLast(EntryRecord entry, Struct key) throws MalformedImageException {
    if (last == null || entry.hash() > last.hash()) {
      if (!namesOfHash.isEmpty()) {
        namesOfHash.clear();
      }
      return;
    }
    if (entry.hash() < last.hash()) {
      errors = MAX_ERRORS;
      throw key.malformed("entry \"%s\" out of order", entry.name());
    }
    boolean unique = !entry.name().equals(last.name());
    if (hashed) {
      namesOfHash.add(last.name());
      unique = namesOfHash.add(entry.name());
    }
    if (!unique || namesOfHash.size() > MAX_NAMES_OF_A_HASH) {
      throw key.malformed("two entries \"%s\", or too many of one hash", entry.name());
    }
  }
}
