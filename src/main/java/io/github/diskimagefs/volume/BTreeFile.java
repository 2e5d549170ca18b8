package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A B-tree file of Apple's HFS and HFS Plus volumes (TN1150 "B-Trees", Inside Macintosh: Files
 * 2-65). Nodes are read when a search meets them and kept in the image's cache. Safe for use by
 * many threads at once.
 */
public final class BTreeFile {

  /** Where a record that is searched for stands relative to a stored key. */
  @FunctionalInterface
  public interface Wanted {
    /**
     * Below 0 if the wanted record comes before the stored one, above 0 if after, 0 if it is that.
     *
     * @param key a stored key without its length field
     */
    int compareTo(Struct key) throws MalformedImageException;
  }

  private static final int MIN_NODE_SIZE = 512;
  private static final int MAX_NODE_SIZE = 32768;
  private static final int VARIABLE_INDEX_KEYS = 4;

  private final String name;
  private final ByteSource file;
  private final ChunkCache cache;
  private final int lengthBytes;
  private final int depth;
  private final long root;
  private final long leafRecords;
  private final int nodeSize;
  private final int maxKeyLength;
  private final int keyCompareType;
  private final boolean variableIndexKeys;
  private final long nodes;

  /**
   * Reads the header node.
   *
   * @param name the structure's name for messages, as {@code catalog node}
   * @param file the file's bytes
   * @param cache where nodes are kept
   * @param lengthBytes size of the length field of a key: 1 on HFS, 2 on HFS Plus
   */
  public static BTreeFile open(String name, ByteSource file, ChunkCache cache, int lengthBytes)
      throws IOException {
    return new BTreeFile(name, file, cache, lengthBytes);
  }

  private BTreeFile(String name, ByteSource file, ChunkCache cache, int lengthBytes)
      throws IOException {
    this.name = name;
    this.file = file;
    this.cache = cache;
    this.lengthBytes = lengthBytes;
    Struct node = Struct.read(name, file, 0, MIN_NODE_SIZE, ByteOrder.BIG_ENDIAN);
    if (node.s8(8) != BTreeNode.HEADER) {
      throw node.mismatch("kind 1, the header node", node.s8(8));
    }
    Struct header = node.slice(BTreeNode.DESCRIPTOR, 106); // TN1150 "Header Record"
    depth = header.u16(0);
    root = header.u32(2);
    leafRecords = header.u32(6);
    nodeSize = header.u16(18);
    maxKeyLength = header.u16(20);
    keyCompareType = header.u8(37);
    variableIndexKeys = (header.u32(38) & VARIABLE_INDEX_KEYS) != 0;
    if (nodeSize < MIN_NODE_SIZE
        || nodeSize > MAX_NODE_SIZE
        || Integer.bitCount(nodeSize) != 1
        || nodeSize > file.size()) {
      throw node.malformed("node size %d", nodeSize);
    }
    nodes = file.size() / nodeSize;
    if (depth > 0 && (root == 0 || root >= nodes)) {
      throw node.malformed("root node %d of %d", root, nodes);
    }
  }

  /** How names are compared: 0xCF folding case, 0xBC binary; on HFSX alone. */
  public int keyCompareType() {
    return keyCompareType;
  }

  /** Number of records in the leaves, as the header states it. */
  public long leafRecords() {
    return leafRecords;
  }

  /** The structure's name, for messages. */
  String name() {
    return name;
  }

  /**
   * A cursor at the record.
   *
   * @return null if there is none
   * @throws MalformedImageException if the tree is broken on the way there
   */
  public BTreeCursor find(Wanted requested) throws IOException {
    BTreeCursor cursor = seek(requested);
    if (cursor.here() && requested.compareTo(cursor.key()) == 0) {
      return cursor;
    }
    if (cursor.error() != null) {
      throw cursor.error();
    }
    return null;
  }

  /** A cursor whose first record is the first one not before the wanted one. */
  public BTreeCursor seek(Wanted requested) throws IOException {
    if (depth == 0) {
      return new BTreeCursor(this, null, 0, 0, null);
    }
    long number = root;
    BTreeNode node = node(number);
    int height = depth;
    while (true) {
      int kind = height == 1 ? BTreeNode.LEAF : BTreeNode.INDEX;
      // Heights fall by one from node to node, so that no chain of children can be endless.
      if (node.kind() != kind || node.height() != height) {
        throw node.bytes()
            .mismatch(
                "kind " + kind + " and height " + height,
                "kind " + node.kind() + " and height " + node.height());
      }
      if (height == 1) {
        return seekInLeaf(node, number, requested);
      }
      number = child(node, requested);
      node = node(number);
      height--;
    }
  }

  private BTreeCursor seekInLeaf(BTreeNode leaf, long number, Wanted requested)
      throws MalformedImageException {
    try {
      return new BTreeCursor(this, leaf, number, firstNotBefore(leaf, requested), null);
    } catch (MalformedImageException error) {
      // A broken record takes no other with it: look at each of them.
      for (int i = 0; i < leaf.records(); i++) {
        try {
          if (requested.compareTo(key(leaf.record(i))) <= 0) {
            return new BTreeCursor(this, leaf, number, i, error);
          }
        } catch (MalformedImageException e) {
          error.addSuppressed(e);
        }
      }
      return new BTreeCursor(this, leaf, number, leaf.records(), error);
    }
  }

  private int firstNotBefore(BTreeNode node, Wanted requested) throws MalformedImageException {
    int low = 0;
    int high = node.records();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (requested.compareTo(key(node.record(middle))) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long child(BTreeNode node, Wanted requested) throws MalformedImageException {
    if (node.records() == 0) {
      throw node.bytes().malformed("index node without records");
    }
    int low = 0;
    int high = node.records() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (requested.compareTo(key(node.record(middle))) >= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Struct record = node.record(low);
    int length = variableIndexKeys ? keyLength(record) : maxKeyLength;
    return record.u32(dataOffset(length));
  }

  /** A record's key, without the length field. */
  Struct key(Struct record) throws MalformedImageException {
    return record.slice(lengthBytes, keyLength(record));
  }

  /** Returns the data of a leaf record, which follow its key. */
  Struct data(Struct record) throws MalformedImageException {
    int offset = dataOffset(keyLength(record));
    return record.slice(offset, Math.max(0, record.length() - offset));
  }

  private int keyLength(Struct record) throws MalformedImageException {
    return lengthBytes == 1 ? record.u8(0) : record.u16(0);
  }

  private int dataOffset(int keyLength) {
    return (lengthBytes + keyLength + 1) & ~1;
  }

  /** Number of nodes that the file has room for. */
  long nodes() {
    return nodes;
  }

  BTreeNode node(long number) throws IOException {
    if (number <= 0 || number >= nodes) {
      throw new MalformedImageException(
          name, MalformedImageException.NO_OFFSET, "node " + number + " of " + nodes);
    }
    byte[] bytes = cache.get(this, number, this::load);
    HostExtent run = file.extent(number * nodeSize, 1);
    long offset = run.stored() ? run.offset() : number * nodeSize;
    return new BTreeNode(Struct.of(name, bytes, offset, ByteOrder.BIG_ENDIAN));
  }

  private byte[] load(long number) throws IOException {
    return file.readFully(number * nodeSize, nodeSize);
  }
}
