package io.github.diskimagefs.volume.other;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The names of an APFS container's volumes (Apple File System Reference). */
final class ApfsNames {
  private static final int LEAF = 2; //      BTNODE_LEAF
  private static final int NODE = 56; //     btree_node_phys_t
  private static final int TREE_INFO = 40; // btree_info_t, at the end of a root
  private static final int MAX_DEPTH = 8;
  private static final int MAX_VOLUMES = 100; // NX_MAX_FILE_SYSTEMS

  private final ByteSource container;
  private final int blockSize;

  private ApfsNames(ByteSource container, int blockSize) {
    this.container = container;
    this.blockSize = blockSize;
  }

  /** As many as can be found out. */
  static List<String> read(ByteSource container) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      Struct head = Struct.read("nx_superblock_t", container, 0, 1024, ByteOrder.LITTLE_ENDIAN);
      long blockSize = head.u32(36);
      if (blockSize < 4096 || blockSize > 65536) {
        return names;
      }
      ApfsNames reader = new ApfsNames(container, (int) blockSize);
      long tree = reader.block(head.u64(160)).u64(48); // nx_omap_oid, om_tree_oid
      for (int i = 0; i < MAX_VOLUMES && head.u64(184 + 8 * i) != 0; i++) { // nx_fs_oid
        names.add(reader.name(tree, head.u64(184 + 8 * i)));
      }
    } catch (MalformedImageException e) {
      // The names are for the message that says what the image holds, no more.
    }
    return names;
  }

  private Struct block(long number) throws IOException {
    if (number < 0 || number >= container.size() / blockSize) {
      throw new MalformedImageException("APFS block", number, "outside the container");
    }
    return Struct.read(
        "APFS block", container, number * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN);
  }

  private String name(long tree, long volume) throws IOException {
    long number = tree;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Struct node = block(number);
      int keys = NODE + node.u16(40) + node.u16(42); // btn_table_space
      int values = blockSize - (depth == 0 ? TREE_INFO : 0);
      int found = last(node, keys, volume);
      int value = values - node.u16(NODE + node.u16(40) + 4 * found + 2);
      if ((node.u16(32) & LEAF) != 0) {
        Struct superblock = block(node.u64(value + 8)); // ov_paddr
        String name = superblock.text(704, 256, StandardCharsets.UTF_8); // apfs_volname
        return '"' + name.substring(0, Math.max(0, name.indexOf('\0'))) + '"';
      }
      number = node.u64(value);
    }
    throw new MalformedImageException("APFS object map", tree, "deeper than " + MAX_DEPTH);
  }

  /** The last key not above an object, of whatever transaction. */
  private static int last(Struct node, int keys, long object) throws MalformedImageException {
    int found = 0;
    int table = NODE + node.u16(40);
    long count = Math.min(node.u32(36), (node.length() - table) / 4);
    for (int i = 0; i < count; i++) {
      if (node.u64(keys + node.u16(table + 4 * i)) <= object) { // ok_oid
        found = i;
      }
    }
    return found;
  }
}
