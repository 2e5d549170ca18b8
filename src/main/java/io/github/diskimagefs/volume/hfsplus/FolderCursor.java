package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import java.io.IOException;

/**
 * The entries of a folder, straight from the leaves of the catalog. What is broken is passed over
 * and thrown after the last entry that could be read.
 */
final class FolderCursor implements NodeCursor {
  private final HfsPlusVolume volume;
  private final Catalog catalog;
  private final long folder;
  private final long valence;
  private final BTreeCursor records;
  private long seen;
  private String last = "";
  private MalformedImageException brokenRecord;
  private MalformedImageException brokenChain;

  FolderCursor(HfsPlusVolume volume, Catalog catalog, long folder, long valence)
      throws IOException {
    this.volume = volume;
    this.catalog = catalog;
    this.folder = folder;
    this.valence = valence;
    this.records = catalog.first(folder);
  }

  @Override
  public Node next() throws IOException {
    while (here()) {
      try {
        Struct key = records.key();
        if (!mine(key)) {
          end();
          break;
        }
        Struct data = records.data();
        if (!HfsPlusVolume.isEntry(data)) {
          continue; // the folder's thread record
        }
        seen++;
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
    long parent = key.u32(0);
    if (parent > folder) {
      return false;
    }
    boolean back =
        parent < folder || (records.first() && catalog.compareName(last, key) >= 0 && seen > 0);
    if (back) {
      brokenChain = key.malformed("the leaf's first key does not follow \"%s\"", last);
      return false;
    }
    return true;
  }

  private Node node(Struct key, Struct data) throws IOException {
    String stored = Catalog.name(key);
    if (seen > 1 && catalog.compareName(last, key) == 0) {
      throw key.malformed("two entries of the name \"%s\"", stored);
    }
    last = stored;
    String name = Names.shown(stored);
    return name == null || Names.hidden(folder, stored) ? null : volume.node(name, data);
  }

  private void fail() throws MalformedImageException {
    MalformedImageException fault = brokenChain;
    // A broken record behind the last entry belongs to somebody else.
    if (fault == null && brokenRecord != null && seen < valence) {
      fault = brokenRecord;
    }
    brokenChain = null;
    brokenRecord = null;
    if (fault != null) {
      throw fault;
    }
  }
}
