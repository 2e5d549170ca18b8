package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A node of an {@link ApfsTree} (Reference "B-Trees", btree_node_phys_t): a table of contents, the
 * keys after it, and the values, which are addressed from the node's end.
 *
 * @param bytes of the node, and possibly more
 * @param hashed whether entries name children relative to the root, followed by their hashes
 * @param level height above the leaves
 * @param count number of entries
 * @param table offset of the table of contents
 * @param keys offset of the keys
 * @param valuesEnd offset of the end of the values
 * @param keySize bytes of each key; 0 if they vary
 * @param valueSize bytes of each value if the keys have one size
 */
record ApfsTreeNode(
    Struct bytes,
    boolean hashed,
    int level,
    int count,
    int table,
    int keys,
    int valuesEnd,
    int keySize,
    int valueSize) {
  private static final int DATA = 56; //             btn_data
  private static final int ROOT = 0x0001; //         BTNODE_ROOT
  private static final int LEAF = 0x0002; //         BTNODE_LEAF
  private static final int FIXED_SIZES = 0x0004; //  BTNODE_FIXED_KV_SIZE
  private static final int NO_VALUE = 0xFFFF; //     BTOFF_INVALID
  private static final int HASHED = 8; //            BTNODE_HASHED
  private static final int CHILD = 8; //             bytes of an index node's value

  /**
   * Reads the header of a node.
   *
   * @param bytes of the node, and possibly more
   * @param length of the node in bytes
   */
  static ApfsTreeNode read(Struct bytes, int length, TreeInfo info) throws MalformedImageException {
    int flags = bytes.u16(32); // btn_flags
    int level = bytes.u16(34); // btn_level
    long count = bytes.u32(36); // btn_nkeys
    int table = DATA + bytes.u16(40); // btn_table_space
    int keys = table + bytes.u16(42);
    int end = length - ((flags & ROOT) != 0 ? TreeInfo.LENGTH : 0);
    boolean leaf = (flags & LEAF) != 0;
    boolean fixed = (flags & FIXED_SIZES) != 0;
    int entry = fixed ? 4 : 8;
    if (leaf != (level == 0)) {
      throw bytes.malformed("level %d of a node with flags 0x%x", level, flags);
    }
    if (keys > end || count > (keys - table) / entry) {
      throw bytes.malformed("%d records in a table from byte %d to %d", count, table, keys);
    }
    if (fixed && info.keySize() == 0) {
      throw bytes.malformed("keys of a fixed size in a tree whose keys vary");
    }
    return new ApfsTreeNode(
        bytes,
        (flags & HASHED) != 0,
        level,
        (int) count,
        table,
        keys,
        end,
        fixed ? info.keySize() : 0,
        leaf ? info.valueSize() : CHILD);
  }

  boolean leaf() {
    return level == 0;
  }

  /** Compares a wanted key with a stored one. */
  int compare(ApfsTree.KeyOrder wanted, int index) throws MalformedImageException {
    int offset;
    int length;
    if (keySize > 0) {
      offset = keys + bytes.u16(table + 4 * index);
      length = keySize;
    } else {
      offset = keys + bytes.u16(table + 8 * index);
      length = bytes.u16(table + 8 * index + 2);
    }
    if (offset + length > valuesEnd) {
      throw bytes.malformed("key %d of %d bytes at byte %d", index, length, offset);
    }
    return wanted.compareTo(bytes, offset, length);
  }

  /** Returns a key. */
  Struct key(int index) throws MalformedImageException {
    int offset = keys + bytes.u16(table + (keySize > 0 ? 4 : 8) * index);
    int length = keySize > 0 ? keySize : bytes.u16(table + 8 * index + 2);
    if (offset + length > valuesEnd) {
      throw bytes.malformed("key %d of %d bytes at byte %d", index, length, offset);
    }
    return bytes.slice(offset, length);
  }

  /** Returns a value; an empty one if the record has only a key. */
  Struct value(int index) throws MalformedImageException {
    boolean fixed = keySize > 0;
    int distance = bytes.u16(fixed ? table + 4 * index + 2 : table + 8 * index + 4);
    int length = fixed ? valueSize : bytes.u16(table + 8 * index + 6);
    if (distance == NO_VALUE) {
      return bytes.slice(keys, 0);
    }
    int offset = valuesEnd - distance;
    if (offset < keys || length > distance) {
      throw bytes.malformed("value %d of %d bytes at byte %d", index, length, offset);
    }
    return bytes.slice(offset, length);
  }

  /**
   * Returns the object identifier of a child of this index node.
   *
   * @param root object identifier of the tree's root, from which those in hashed nodes count; the
   *     Reference does not say so, but the volumes of macOS are so
   */
  long child(int index, long root) throws MalformedImageException {
    long oid = value(index).s64(0); // binv_child_oid
    return hashed ? root + oid : oid;
  }

  /** Returns the hash of a child of this index node; empty if the node has none. */
  byte[] childHash(int index) throws MalformedImageException {
    Struct value = value(index);
    return hashed && value.length() > CHILD
        ? value.bytes(CHILD, value.length() - CHILD) // binv_child_hash
        : new byte[0];
  }

  /** Returns the index of the last key not after the wanted one, or -1. */
  int floor(ApfsTree.KeyOrder wanted) throws MalformedImageException {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(wanted, middle) >= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Returns the index of the first key not before the wanted one, or the number of keys. */
  int ceiling(ApfsTree.KeyOrder wanted) throws MalformedImageException {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(wanted, middle) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
