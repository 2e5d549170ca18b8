package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * A B-tree (Reference "B-Trees"). Nodes are read when a search meets them and kept in the image's
 * cache. Safe for use by many threads at once.
 */
final class ApfsTree {

  /** Where a key that is searched for stands relative to a stored one. */
  @FunctionalInterface
  interface KeyOrder {
    /**
     * Below 0 if the wanted key comes before the stored one, above 0 if after, 0 if it is that.
     *
     * @param node holds the stored key
     * @param offset of the key in the node
     * @param length of the key in bytes
     */
    int compareTo(Struct node, int offset, int length) throws MalformedImageException;
  }

  /** Where the nodes of a tree are. */
  @FunctionalInterface
  interface Locator {
    /**
     * Returns the place of a node.
     *
     * @throws MalformedImageException if there is none
     */
    ObjectMap.Mapping locate(long oid) throws IOException;
  }

  /** Bytes per unit of encryption. */
  static final int SECTOR_BYTES = 512;

  private final ApfsNodeLoader nodes;
  private final long root;
  private final TreeInfo info;

  /** The root, which each search starts from; null until the first one. */
  private volatile ApfsTreeNode rootNode;

  /**
   * Reads the root node.
   *
   * @param root object identifier of the root node
   */
  ApfsTree(ApfsNodeLoader nodes, long root) throws IOException {
    this.nodes = nodes;
    this.root = root;
    int blockSize = nodes.blocks().blockSize();
    this.info = TreeInfo.read(node(root, nodes.rootHash()), blockSize);
    if (info.nodeSize() != blockSize) {
      throw new UnsupportedImageException("APFS tree with nodes of " + info.nodeSize() + " bytes");
    }
  }

  /**
   * Opens a tree whose nodes are named by their block (BTREE_PHYSICAL) and not encrypted.
   *
   * @param name of the tree, for messages
   * @param root block of the root node
   */
  static ApfsTree physical(String name, ContainerBlocks blocks, long root) throws IOException {
    Locator locator = block -> new ObjectMap.Mapping(block, 0);
    return new ApfsTree(new ApfsNodeLoader(name, blocks, locator, null, null), root);
  }

  String name() {
    return nodes.name();
  }

  TreeInfo info() {
    return info;
  }

  /** Returns the number of nodes after which a chain of them must have repeated one. */
  long maxNodes() {
    return nodes.blocks().stored();
  }

  /** Returns a cursor whose first record is the first one not before the wanted key. */
  ApfsTreeCursor seek(KeyOrder wanted) throws IOException {
    return ApfsTreeCursor.seek(this, rootNode(), wanted);
  }

  /**
   * Returns a cursor at the record of the wanted key, or null if there is none.
   *
   * @throws MalformedImageException if the tree is broken on the way there
   */
  ApfsTreeCursor find(KeyOrder wanted) throws IOException {
    ApfsTreeCursor cursor = seek(wanted);
    return cursor.here() && cursor.compare(wanted) == 0 ? cursor : null;
  }

  /** Returns a cursor at the last record not after the wanted key, or null if there is none. */
  ApfsTreeCursor floor(KeyOrder wanted) throws IOException {
    return ApfsTreeCursor.floor(this, rootNode(), wanted);
  }

  /** Returns the root node. */
  ApfsTreeNode rootNode() throws IOException {
    ApfsTreeNode known = rootNode;
    if (known == null) {
      known = read(root, nodes.rootHash());
      rootNode = known;
    }
    return known;
  }

  /** Returns a child of an index node, which is one level below it. */
  ApfsTreeNode child(ApfsTreeNode parent, int index) throws IOException {
    byte[] hash = nodes.seal() == null ? null : parent.childHash(index);
    ApfsTreeNode child = read(parent.child(index, root), hash);
    // Levels fall by one from node to node, so that no way down is endless.
    if (child.level() != parent.level() - 1) {
      throw child.bytes().mismatch("level " + (parent.level() - 1), child.level());
    }
    if (child.count() == 0) {
      throw child.bytes().malformed("node without records");
    }
    return child;
  }

  private ApfsTreeNode read(long oid, byte[] hash) throws IOException {
    return ApfsTreeNode.read(node(oid, hash), nodes.blocks().blockSize(), info);
  }

  /**
   * Reads a node.
   *
   * @param hash that the seal has of it, or null
   */
  private Struct node(long oid, byte[] hash) throws IOException {
    byte[] bytes = nodes.blocks().cache().get(this, oid, id -> nodes.load(id, hash));
    return nodes.struct(bytes);
  }
}
