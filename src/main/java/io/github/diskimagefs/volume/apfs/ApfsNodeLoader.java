package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesXts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the nodes of an {@link ApfsTree} from their blocks: decrypts them, and compares them with
 * their checksums and with the seal.
 *
 * @param name of the tree, for messages
 * @param cipher decrypts nodes whose mapping says that they are encrypted, or null
 * @param seal with which each node is compared, or null
 */
record ApfsNodeLoader(
    String name,
    ContainerBlocks blocks,
    ApfsTree.Locator locator,
    AesXts cipher,
    IntegrityMetadata seal) {
  /** Bytes that follow a loaded node: its offset in the image. */
  private static final int ADDRESS = 8;

  /** Returns the hash of the root node; null without a seal. */
  byte[] rootHash() {
    return seal == null ? null : seal.rootHashBytes();
  }

  /** Returns a loaded node. */
  Struct struct(byte[] bytes) throws IOException {
    Struct whole = Struct.of(name, bytes, 0, ByteOrder.LITTLE_ENDIAN);
    return Struct.of(name, bytes, whole.s64(blocks.blockSize()), ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a node.
   *
   * @param hash that the seal has of it, or null
   * @return the bytes of the node, then its offset in the image
   */
  byte[] load(long oid, byte[] hash) throws IOException {
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
      cipher.decrypt(position / ApfsTree.SECTOR_BYTES, bytes, 0, length);
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

  private long imageOffset(long position) throws IOException {
    HostExtent extent = blocks.bytes().extent(position, 1);
    return extent.stored() ? extent.offset() : position;
  }
}
