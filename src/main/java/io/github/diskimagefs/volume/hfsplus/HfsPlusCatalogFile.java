package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import java.io.IOException;

/** Catalog file: folders, files and their names (TN1150 "Catalog File"). */
final class HfsPlusCatalogFile {

  /** ID of the parent of the root folder. */
  static final long ROOT_PARENT = 1;

  /** ID of the root folder. */
  static final long ROOT = 2;

  private static final int BINARY_COMPARE = 0xBC;

  /** Keys compared for one name: no tool writes two that the order does not tell apart. */
  private static final int MAX_EQUAL_KEYS = 64;

  private final BTreeFile tree;
  private final UnicodeOrder order;

  HfsPlusCatalogFile(BTreeFile tree, boolean hfsx) {
    this.tree = tree;
    this.order =
        hfsx && tree.keyCompareType() == BINARY_COMPARE
            ? UnicodeOrder.BINARY
            : UnicodeOrder.FOLDING;
  }

  /** Returns whether names that differ in case alone are different names. */
  boolean caseSensitive() {
    return order == UnicodeOrder.BINARY;
  }

  /** Finds the record of a folder's entry; returns null if there is none. */
  BTreeCursor find(long parent, String name) throws IOException {
    return tree.find(key -> compare(parent, name, key));
  }

  /**
   * Finds a folder's entry by the name as stored. Entries whose names differ only in characters
   * that the order of the volume ignores are equal to it: the one of that very name prevails, else
   * the first.
   *
   * @return null if there is none
   */
  BTreeCursor findEntry(long parent, String name) throws IOException {
    BTreeCursor exact = findEntry(parent, name, true);
    return exact == null ? findEntry(parent, name, false) : exact;
  }

  private BTreeCursor findEntry(long parent, String name, boolean exact) throws IOException {
    BTreeCursor record = find(parent, name);
    for (int i = 0; i < MAX_EQUAL_KEYS && record != null; i++) {
      // The key of the folder's own thread has an empty name.
      if (entry(record.data()) && (!exact || name(record.key()).equals(name))) {
        return record;
      }
      record.advance();
      if (!record.here() || compare(parent, name, record.key()) != 0) {
        return null;
      }
    }
    return null;
  }

  /** Returns a cursor at the first record of a folder, its thread record. */
  BTreeCursor first(long parent) throws IOException {
    return tree.seek(key -> compare(parent, "", key));
  }

  /** Compares a name with that of a key, in the order of the volume. */
  int compareName(String name, Struct key) throws MalformedImageException {
    return order.compare(name, key, 6, nameLength(key, 4));
  }

  private int compare(long parent, String name, Struct key) throws MalformedImageException {
    int byParent = Long.compare(parent, key.u32(0)); // parentID
    return byParent != 0 ? byParent : compareName(name, key);
  }

  /** Returns whether a catalog record is a folder or file, not a thread. */
  static boolean entry(Struct record) throws MalformedImageException {
    int type = record.s16(0);
    if (type < 1 || type > 4) {
      throw record.malformed("catalog record of type %d", type);
    }
    return type == HfsPlusNode.FOLDER || type == HfsPlusNode.FILE;
  }

  /** Returns the name in a key, as stored. */
  static String name(Struct key) throws MalformedImageException {
    return unicode(key, 4);
  }

  /** Returns the name in a thread record, as stored: that of its file or folder. */
  static String threadName(Struct thread) throws MalformedImageException {
    return unicode(thread, 8);
  }

  /** Reads an HFSUniStr255 (TN1150 "HFS Plus Names"): a count and UTF-16. */
  static String unicode(Struct struct, int offset) throws MalformedImageException {
    int length = nameLength(struct, offset);
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) struct.u16(offset + 2 + 2 * i);
    }
    return new String(chars);
  }

  private static int nameLength(Struct struct, int offset) throws MalformedImageException {
    int length = struct.u16(offset);
    if (length > 255) {
      throw struct.malformed("name of %d characters", length);
    }
    return length;
  }
}
