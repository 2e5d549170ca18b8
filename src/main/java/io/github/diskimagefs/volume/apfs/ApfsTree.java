package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesXts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

  /** Nodes of a tree that are named by their block (BTREE_PHYSICAL). */
  static final Locator PHYSICAL = block -> new ObjectMap.Mapping(block, 0);

  /** Bytes per unit of encryption. */
  static final int SECTOR_BYTES = 512;

  /** Bytes that follow a node in the cache: its offset in the image. */
  private static final int ADDRESS = 8;

  private final String name;
  private final ContainerBlocks blocks;
  private final Locator locator;
  private final AesXts cipher;
  private final long root;
  private final IntegrityMetadata seal;
  private final TreeInfo info;

  /** The root, which each search starts from; null until the first one. */
  private volatile ApfsTreeNode rootNode;

  /**
   * Reads the root node.
   *
   * @param name of the tree, for messages
   * @param root object identifier of the root node
   * @param cipher decrypts nodes whose mapping says that they are encrypted, or null
   */
  ApfsTree(String name, ContainerBlocks blocks, Locator locator, long root, AesXts cipher)
      throws IOException {
    this(name, blocks, locator, root, cipher, null);
  }

  /**
   * Reads the root node of a tree that may be sealed.
   *
   * @param seal with which each node is compared when it is read, or null
   */
  ApfsTree(
      String name,
      ContainerBlocks blocks,
      Locator locator,
      long root,
      AesXts cipher,
      IntegrityMetadata seal)
      throws IOException {
    this.name = name;
    this.blocks = blocks;
    this.locator = locator;
    this.root = root;
    this.cipher = cipher;
    this.seal = seal;
    this.info = TreeInfo.read(node(root, rootHash()), blocks.blockSize());
    if (info.nodeSize() != blocks.blockSize()) {
      throw new UnsupportedImageException("APFS tree with nodes of " + info.nodeSize() + " bytes");
    }
  }

  String name() {
    return name;
  }

  TreeInfo info() {
    return info;
  }

  /** Returns the number of nodes after which a chain of them must have repeated one. */
  long maxNodes() {
    return blocks.stored();
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
      known = ApfsTreeNode.read(node(root, rootHash()), blocks.blockSize(), info);
      rootNode = known;
    }
    return known;
  }

  private byte[] rootHash() {
    return seal == null ? null : seal.rootHashBytes();
  }

  /** Returns a child of an index node, which is one level below it. */
  ApfsTreeNode child(ApfsTreeNode parent, int index) throws IOException {
    byte[] hash = seal == null ? null : parent.childHash(index);
    ApfsTreeNode child =
        ApfsTreeNode.read(node(parent.child(index, root), hash), blocks.blockSize(), info);
    // Levels fall by one from node to node, so that no way down is endless.
    if (child.level() != parent.level() - 1) {
      throw child.bytes().mismatch("level " + (parent.level() - 1), child.level());
    }
    if (child.count() == 0) {
      throw child.bytes().malformed("node without records");
    }
    return child;
  }

  /**
   * Reads a node.
   *
   * @param hash that the seal has of it, or null
   */
  private Struct node(long oid, byte[] hash) throws IOException {
    byte[] bytes = blocks.cache().get(this, oid, id -> load(id, hash));
    int length = blocks.blockSize();
    Struct whole = Struct.of(name, bytes, 0, ByteOrder.LITTLE_ENDIAN);
    return Struct.of(name, bytes, whole.s64(length), ByteOrder.LITTLE_ENDIAN);
  }

  private long imageOffset(long position) throws IOException {
    HostExtent extent = blocks.bytes().extent(position, 1);
    return extent.stored() ? extent.offset() : position;
  }

  private byte[] load(long oid, byte[] hash) throws IOException {
    ObjectMap.Mapping place = locator.locate(oid);
    int length = blocks.blockSize();
    byte[] bytes = new byte[length + ADDRESS];
    long position = blocks.offset(name, place.block(), 1);
    if (!blocks.bytes().holds(position, length)) {
      throw new MalformedImageException(
          name, position, "the data end at byte " + blocks.bytes().size());
    }
    blocks.bytes().readFully(position, ByteBuffer.wrap(bytes, 0, length));
    long offset = imageOffset(position);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length, offset);
    if (place.encrypted()) {
      if (cipher == null) {
        throw new MalformedImageException(
            name, position, "an encrypted node of a tree that is not");
      }
      cipher.decrypt(position / SECTOR_BYTES, bytes, 0, length);
    }
    if (!place.headless()) {
      check(bytes, offset, oid);
    }
    if (hash != null) {
      seal.requireNode(name, offset, bytes, length, hash);
    }
    return bytes;
  }

  private void check(byte[] bytes, long offset, long oid) throws MalformedImageException {
    Struct node = Struct.of(name, bytes, offset, ByteOrder.LITTLE_ENDIAN);
    blocks.requireChecksum(node, bytes);
    ObjectHeader header = ObjectHeader.read(node);
    if (header.oid() != oid) {
      throw node.mismatch("object " + oid, header.oid());
    }
    if (header.type() != ObjectHeader.BTREE && header.type() != ObjectHeader.BTREE_NODE) {
      throw node.mismatch("object type 2 or 3", header.type());
    }
  }
}
