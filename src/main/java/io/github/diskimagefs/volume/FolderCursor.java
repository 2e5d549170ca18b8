package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Cursor over the entries of a folder in the leaves of a catalog file of HFS or HFS Plus. It skips
 * malformed records, and throws the error after the last entry that can be read.
 */
public abstract class FolderCursor implements NodeCursor {
  private final BTreeCursor records;
  private final long folder;
  private final long valence;

  /** Names that entries of different stored names may share; null if there are none so far. */
  private UniqueNames names;

  private long seen;
  private MalformedImageException brokenRecord;
  private MalformedImageException brokenChain;

  /**
   * Starts at a folder's first record.
   *
   * @param records at the folder's thread record or the one after
   * @param folder the folder's ID
   * @param valence how many entries its record says it has
   */
  protected FolderCursor(BTreeCursor records, long folder, long valence) {
    this.records = records;
    this.folder = folder;
    this.valence = valence;
  }

  /** Returns the ID of the folder that a key belongs to. */
  protected abstract long parent(Struct key) throws MalformedImageException;

  /** Returns whether a record describes a file or folder: other records are threads. */
  protected abstract boolean entry(Struct data) throws MalformedImageException;

  /**
   * Compares the name of the entry before with the name in a key, in the order of the volume.
   *
   * @return below 0 if the name before comes first, above 0 if it comes last
   */
  protected abstract int compareLast(Struct key) throws MalformedImageException;

  /** Returns whether a key has the very name of the entry before. */
  protected abstract boolean repeatsLast(Struct key) throws MalformedImageException;

  /** Returns the entry of a record, or null if it is not shown. */
  protected abstract Node node(Struct key, Struct data) throws IOException;

  /** Returns a name, followed by a number if this method returned the same before. */
  protected final String distinct(String name) {
    if (names == null) {
      names = new UniqueNames(1);
    }
    return names.addWithSuffix(name);
  }

  @Override
  public final Node next() throws IOException {
    while (here()) {
      try {
        Struct key = records.key();
        if (!mine(key)) {
          end();
          break;
        }
        Struct data = records.data();
        if (!entry(data)) {
          continue;
        }
        seen++;
        if (seen > 1 && repeatsLast(key)) {
          throw key.malformed("two entries of the same name");
        }
        Node node = node(key, data);
        if (node != null) {
          return node;
        }
      } catch (MalformedImageException e) {
        brokenRecord = brokenRecord == null ? e : brokenRecord;
      } finally {
        records.advance();
      }
    }
    fail();
    return null;
  }

  private void end() {
    try {
      records.end();
    } catch (MalformedImageException e) {
      brokenChain = brokenChain == null ? e : brokenChain;
    }
  }

  private boolean here() throws IOException {
    try {
      return records.here();
    } catch (MalformedImageException e) {
      brokenChain = e;
      return false;
    }
  }

  /** Returns whether a key is of this folder; notices leaves that lead back. */
  private boolean mine(Struct key) throws MalformedImageException {
    long parent = parent(key);
    if (parent > folder) {
      return false;
    }
    boolean back = records.first() && seen > 0 && (compareLast(key) > 0 || repeatsLast(key));
    if (parent < folder || back) {
      brokenChain = key.malformed("the leaf's first key does not follow the leaf before");
      return false;
    }
    return true;
  }

  private void fail() throws MalformedImageException {
    MalformedImageException error = brokenChain;
    // A malformed record after the folder's last entry is not part of the folder.
    if (error == null && brokenRecord != null && seen < valence) {
      error = brokenRecord;
    }
    brokenChain = null;
    brokenRecord = null;
    if (error != null) {
      throw error;
    }
  }
}
