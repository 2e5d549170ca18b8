package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * Tree of file-system records (Reference "File-System Objects"). Keys start with the object's
 * identifier and the record's type (j_key_t), and are in that order.
 */
final class FileSystemTree {
  static final int SNAP_METADATA = 1; // APFS_TYPE_SNAP_METADATA
  static final int INODE = 3; //         APFS_TYPE_INODE
  static final int XATTR = 4; //         APFS_TYPE_XATTR
  static final int FILE_EXTENT = 8; //   APFS_TYPE_FILE_EXTENT
  static final int DIR_REC = 9; //       APFS_TYPE_DIR_REC
  static final int SNAP_NAME = 11; //    APFS_TYPE_SNAP_NAME
  static final int FILE_INFO = 13; //    APFS_TYPE_FILE_INFO

  /** Bytes of j_key_t. */
  static final int KEY = 8;

  private static final int TYPE_BITS = 4;

  /** Order of what follows the identifier and the type in keys of one type. */
  @FunctionalInterface
  interface Rest {
    /** Compares as {@link ApfsTree.KeyOrder} does; the offset is after {@link #KEY} bytes. */
    int compareTo(Struct node, int offset, int length) throws MalformedImageException;
  }

  /** Leaves that are remembered, each for some inodes of adjoining numbers. */
  private static final int RECENT_LEAVES = 128;

  private static final int INODES_OF_A_LEAF_BITS = 4;

  private final ApfsTree tree;

  /**
   * Ways to the leaves in which a record was found last, by the identifier: entries of a directory
   * have inodes of near numbers, and the extents of a file follow its inode. Written without a
   * lock, because any leaf, or none, is right.
   */
  private final ApfsTreeCursor.Path[] recent = new ApfsTreeCursor.Path[RECENT_LEAVES];

  FileSystemTree(ApfsTree tree) {
    this.tree = tree;
  }

  ApfsTree tree() {
    return tree;
  }

  /** Returns the identifier in a key. */
  static long id(Struct key) throws MalformedImageException {
    return key.s64(0) & -1L >>> TYPE_BITS;
  }

  /** Returns whether a key is of an object and a type. */
  static boolean is(Struct key, long id, int type) throws MalformedImageException {
    return key.s64(0) == ((long) type << -TYPE_BITS | id);
  }

  /** Returns the record of an object that has one of the type, or null. */
  Struct find(long id, int type) throws IOException {
    ApfsTree.KeyOrder order = order(id, type);
    int slot = slot(id);
    ApfsTreeCursor.Path known = recent[slot];
    if (known != null) {
      ApfsTreeNode leaf = known.leaf();
      int index = leaf.floor(order);
      if (index >= 0 && leaf.compare(order, index) == 0) {
        return leaf.value(index);
      }
    }
    ApfsTreeCursor cursor = tree.find(order);
    if (cursor == null) {
      return null;
    }
    recent[slot] = cursor.path();
    return cursor.value();
  }

  private static int slot(long id) {
    return (int) (id >>> INODES_OF_A_LEAF_BITS) & RECENT_LEAVES - 1;
  }

  /** Returns a cursor at the first record of an object and a type, or after where it would be. */
  ApfsTreeCursor first(long id, int type) throws IOException {
    return seek(id, type, (node, offset, length) -> -1);
  }

  /** Returns a cursor at the first record that is not before the rest of a key. */
  ApfsTreeCursor seek(long id, int type, Rest rest) throws IOException {
    ApfsTree.KeyOrder order = order(id, type, rest);
    ApfsTreeCursor.Path known = recent[slot(id)];
    ApfsTreeCursor near = known == null ? null : ApfsTreeCursor.seek(tree, known, order);
    return near == null ? tree.seek(order) : near;
  }

  /** Returns a cursor at the last record that is not after the rest of a key, or null. */
  ApfsTreeCursor floor(long id, int type, Rest rest) throws IOException {
    return tree.floor(order(id, type, rest));
  }

  private static ApfsTree.KeyOrder order(long id, int type) {
    long wanted = id << TYPE_BITS | type;
    return (node, offset, length) -> Long.compareUnsigned(wanted, sortable(node, offset, length));
  }

  private static ApfsTree.KeyOrder order(long id, int type, Rest rest) {
    long wanted = id << TYPE_BITS | type;
    return (node, offset, length) -> {
      int order = Long.compareUnsigned(wanted, sortable(node, offset, length));
      return order != 0 ? order : rest.compareTo(node, offset + KEY, length - KEY);
    };
  }

  /** Returns identifier and type as one number that has their order. */
  static long sortable(Struct node, int offset, int length) throws MalformedImageException {
    if (length < KEY) {
      throw node.malformed("key of %d bytes", length);
    }
    return Long.rotateLeft(node.s64(offset), TYPE_BITS); // obj_id_and_type
  }
}
