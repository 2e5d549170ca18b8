package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import java.io.IOException;

/** Catalog file: folders, files and their names (Inside Macintosh: Files 2-68). */
final class HfsCatalogFile {

  /** ID of the parent of the root folder. */
  static final long ROOT_PARENT = 1;

  /** ID of the root folder. */
  static final long ROOT = 2;

  private static final byte[] NO_NAME = {};

  private final BTreeFile tree;

  HfsCatalogFile(BTreeFile tree) {
    this.tree = tree;
  }

  /** Finds the record of a folder's entry; returns null if there is none. */
  BTreeCursor find(long parent, byte[] name) throws IOException {
    return tree.find(key -> compare(parent, name, key));
  }

  /** Returns a cursor at the first record of a folder, its thread record. */
  BTreeCursor first(long parent) throws IOException {
    return tree.seek(key -> compare(parent, NO_NAME, key));
  }

  private static int compare(long parent, byte[] name, Struct key) throws MalformedImageException {
    int byParent = Long.compare(parent, parent(key));
    return byParent != 0 ? byParent : compareName(name, key);
  }

  static int compareName(byte[] name, Struct key) throws MalformedImageException {
    return NameOrder.compare(name, key, 6, key.u8(5)); // ckrCName
  }

  static long parent(Struct key) throws MalformedImageException {
    return key.u32(1); // ckrParID
  }

  /** Returns the name in a key, as stored. */
  static Struct name(Struct key) throws MalformedImageException {
    return key.slice(6, key.u8(5));
  }

  /** Returns the name in a thread record, as stored. */
  static Struct threadName(Struct thread) throws MalformedImageException {
    return thread.slice(15, thread.u8(14)); // thdCName
  }

  /** Returns whether a record is a folder or file, not a thread. */
  static boolean entry(Struct record) throws MalformedImageException {
    int type = record.s8(0); // cdrType
    if (type < 1 || type > 4) {
      throw record.malformed("catalog record of type %d", type);
    }
    return type == HfsNode.FOLDER || type == HfsNode.FILE;
  }
}
