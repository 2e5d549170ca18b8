package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Properties of a tree, stored at the end of its root node (Reference "B-Trees", btree_info_t).
 *
 * @param flags bits of bt_flags
 * @param keySize bytes of every key, 0 if they vary
 * @param valueSize bytes of every value, 0 if they vary
 * @param keyCount number of records
 */
record TreeInfo(long flags, long nodeSize, int keySize, int valueSize, long keyCount) {
  /** Bytes of the structure. */
  static final int LENGTH = 40;

  private static final int MAX_SIZE = 65536;

  /**
   * Reads it from the root node.
   *
   * @param nodeLength bytes of a node
   */
  static TreeInfo read(Struct root, int nodeLength) throws MalformedImageException {
    Struct info = root.slice(nodeLength - LENGTH, LENGTH);
    long keySize = info.u32(8); //   bt_key_size
    long valueSize = info.u32(12); // bt_val_size
    if (keySize > MAX_SIZE || valueSize > MAX_SIZE) {
      throw root.malformed("keys of %d bytes, values of %d", keySize, valueSize);
    }
    return new TreeInfo(
        info.u32(0), //   bt_flags
        info.u32(4), //   bt_node_size
        (int) keySize,
        (int) valueSize,
        info.s64(24)); // bt_key_count
  }
}
