package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * The entries of a folder, straight from the leaves of a catalog of HFS or HFS Plus. What is broken
 * is passed over and thrown after the last entry that could be read.
 */
public abstract class FolderCursor implements NodeCursor {
  private final BTreeCursor records;
  private final long folder;
  private final long valence;
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

  /** The ID of the folder that a key belongs to. */
  protected abstract long parent(Struct key) throws MalformedImageException;

  /** Whether a record is of a file or folder, not a thread record. */
  protected abstract boolean entry(Struct data) throws MalformedImageException;

  /** Whether the name given before comes before (below 0), after, or is the name in a key. */
  protected abstract int compareLast(Struct key) throws MalformedImageException;

  /** The entry of a record, or null if it is not to be shown; the name given last is this one. */
  protected abstract Node node(Struct key, Struct data) throws IOException;

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
        if (seen > 1 && compareLast(key) == 0) {
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

  /** Whether a key is of this folder; also sees to it that leaves never lead back. */
  private boolean mine(Struct key) throws MalformedImageException {
    long parent = parent(key);
    if (parent > folder) {
      return false;
    }
    if (parent < folder || (records.first() && seen > 0 && compareLast(key) >= 0)) {
      brokenChain = key.malformed("the leaf's first key does not follow the leaf before");
      return false;
    }
    return true;
  }

  private void fail() throws MalformedImageException {
    MalformedImageException error = brokenChain;
    // A broken record behind the last entry belongs to somebody else.
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
