package io.github.diskimagefs.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A B-tree of APFS, made from records that are sorted already (Reference "B-Trees"). */
@SuppressWarnings("ArrayRecordComponent") // plain arrays of its own, in order
final class ApfsTreeNodes {
  private static final int BLOCK = 4096;
  private static final int DATA = 56;
  private static final int INFO = 40;

  /** Stores nodes. */
  interface Store {
    /** Reserves an object identifier for a node. */
    long reserve();

    /** Stores a node, of which the checksum is not set yet. */
    void put(long oid, ByteBuffer node);
  }

  private record Entry(byte[] key, byte[] value) {}

  private final Store store;
  private final boolean fixed;
  private final int subtype;
  private final int storage;
  private final int maxRecords;

  /**
   * Object identifier of the root of a tree whose nodes have the hashes of their children, or 0.
   */
  private long hashedRoot;

  private byte[] rootHash;

  /**
   * Creates one.
   *
   * @param fixed whether all keys have 16 bytes and all values of leaves 16 as well
   * @param subtype object type of the tree's content
   * @param storage flags of the object type of nodes
   * @param maxRecords in a node; fewer make a deeper tree
   */
  ApfsTreeNodes(Store store, boolean fixed, int subtype, int storage, int maxRecords) {
    this.store = store;
    this.fixed = fixed;
    this.subtype = subtype;
    this.storage = storage;
    this.maxRecords = maxRecords;
  }

  /** Makes index nodes hold the hashes of their children, whose names count from the root's. */
  ApfsTreeNodes hashed(long root) {
    hashedRoot = root;
    return this;
  }

  /** The hash of the root, after the tree was stored. */
  byte[] rootHash() {
    return rootHash.clone();
  }

  private static byte[] hash(ByteBuffer node) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(node.duplicate().clear());
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stores the tree; returns the object identifier of its root. */
  long build(List<byte[]> keys, List<byte[]> values) {
    List<Entry> level = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      level.add(new Entry(keys.get(i), values.get(i)));
    }
    int height = 0;
    while (!fits(level)) {
      level = nodes(level, height++);
    }
    long root = store.reserve();
    ByteBuffer node = node(level, height, true, keys.size(), root);
    store.put(root, node);
    rootHash = hash(node);
    return root;
  }

  private boolean fits(List<Entry> entries) {
    return entries.size() <= maxRecords && size(entries) <= BLOCK - DATA - INFO;
  }

  private int size(List<Entry> entries) {
    return entries.stream().mapToInt(this::size).sum();
  }

  private int size(Entry entry) {
    return (fixed ? 4 : 8) + entry.key.length + entry.value.length;
  }

  /** Stores nodes of a level; returns the entries of the level above. */
  private List<Entry> nodes(List<Entry> entries, int height) {
    List<Entry> above = new ArrayList<>();
    List<Entry> node = new ArrayList<>();
    for (Entry entry : entries) {
      if (node.size() == maxRecords || size(node) + size(entry) > BLOCK - DATA) {
        above.add(put(node, height));
        node = new ArrayList<>();
      }
      node.add(entry);
    }
    above.add(put(node, height));
    return above;
  }

  private Entry put(List<Entry> entries, int height) {
    long oid = store.reserve();
    ByteBuffer node = node(entries, height, false, 0, oid);
    store.put(oid, node);
    byte[] child = new byte[hashedRoot == 0 ? Long.BYTES : Long.BYTES + 32];
    ByteBuffer value = ByteBuffer.wrap(child).order(ByteOrder.LITTLE_ENDIAN);
    value.putLong(oid - hashedRoot);
    if (hashedRoot != 0) {
      value.put(hash(node));
    }
    return new Entry(entries.get(0).key, child);
  }

  private ByteBuffer node(List<Entry> entries, int height, boolean root, int total, long oid) {
    ByteBuffer node = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    ApfsImage.header(node, oid, (root ? 2 : 3) | storage, subtype);
    int flags =
        (root ? 1 : 0) | (height == 0 ? 2 : 0) | (fixed ? 4 : 0) | (hashedRoot != 0 ? 8 : 0);
    int table = (fixed ? 4 : 8) * entries.size();
    node.putShort(32, (short) flags).putShort(34, (short) height).putInt(36, entries.size());
    node.putShort(42, (short) table);
    int end = root ? BLOCK - INFO : BLOCK;
    int keys = 0;
    int values = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      node.position(DATA + table + keys).put(entry.key);
      values += entry.value.length;
      node.position(end - values).put(entry.value);
      if (fixed) {
        node.putShort(DATA + 4 * i, (short) keys).putShort(DATA + 4 * i + 2, (short) values);
      } else {
        node.position(DATA + 8 * i);
        node.putShort((short) keys).putShort((short) entry.key.length);
        node.putShort((short) values).putShort((short) entry.value.length);
      }
      keys += entry.key.length;
    }
    if (root) {
      node.putInt(end, storage == ApfsImage.PHYSICAL ? 0x10 : 0).putInt(end + 4, BLOCK);
      node.putInt(end + 8, fixed ? 16 : 0).putInt(end + 12, fixed ? 16 : 0);
      node.putLong(end + 24, total);
    }
    return node;
  }
}
