package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Check of the hashes of a sealed volume: those of the nodes of its file-system tree, which the
 * seal and the parents of the nodes hold, and those of the data of its files (Reference "Sealed
 * Volumes").
 *
 * <p>The hashes of compressed files are of other bytes than their streams hold, and are not
 * compared.
 */
final class SealCheck {
  private static final int DATA_HASH = 1; //    APFS_FILE_INFO_DATA_HASH
  private static final int KIND_SHIFT = 56; //  J_FILE_INFO_TYPE_SHIFT
  private static final int HASH_OFFSET = 3; //  j_file_data_hash_val_t
  private static final int BUFFER_BYTES = 256 << 10;

  private final IntegrityMetadata seal;
  private final DataStreams streams;
  private final int blockSize;
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long nodes;
  private long ranges;

  /** The inode whose records are read, and how far its data were compared. */
  private long id = -1;

  private InodeRecord inode;
  private ByteSource content;
  private long position;

  SealCheck(IntegrityMetadata seal, DataStreams streams, int blockSize) throws IOException {
    this.seal = seal;
    this.streams = streams;
    this.blockSize = blockSize;
    this.digest = seal.digest();
  }

  String figures() {
    return nodes + " nodes and " + ranges + " ranges of files with the hash of the seal";
  }

  /** A node whose children from an index on are to be read. */
  private record Place(ApfsTreeNode node, int next) {}

  /** Compares the hashes of all nodes. */
  void nodes(ApfsTree tree) throws IOException {
    Deque<Place> open = new ArrayDeque<>();
    ApfsTreeNode root = tree.rootNode();
    node(root, seal.rootHashBytes());
    open.push(new Place(root, 0));
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (!place.node.leaf() && place.next < place.node.count()) {
        open.push(new Place(place.node, place.next + 1));
        ApfsTreeNode child = tree.child(place.node, place.next);
        node(child, place.node.childHash(place.next));
        open.push(new Place(child, 0));
      }
    }
  }

  private void node(ApfsTreeNode node, byte[] expected) throws MalformedImageException {
    byte[] found = digest.digest(node.bytes().bytes(0, blockSize));
    IntegrityMetadata.require("file-system node", node.bytes().imageOffset(), expected, found);
    nodes++;
  }

  /** Takes the next record of the tree, and compares the hash that it may have. */
  void record(Struct key, Struct value) throws IOException {
    long object = FileSystemTree.id(key);
    if (FileSystemTree.is(key, object, FileSystemTree.INODE)) {
      id = object;
      inode = InodeRecord.read(value);
      content = null;
      position = 0;
    } else if (FileSystemTree.is(key, object, FileSystemTree.FILE_INFO)
        && object == id
        && !inode.compressed()
        && key.s64(FileSystemTree.KEY) >>> KIND_SHIFT == DATA_HASH) {
      data(value);
    }
  }

  private void data(Struct value) throws IOException {
    if (content == null) {
      content = streams.open("data stream of inode " + id, inode.streamId(), inode.size());
    }
    long length = Math.min((long) value.u16(0) * blockSize, content.size() - position);
    byte[] expected = value.bytes(HASH_OFFSET, value.u8(2));
    if (length <= 0) {
      return;
    }
    long end = position + length;
    while (position < end) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
      content.readFully(position, buffer);
      position += buffer.flip().limit();
      digest.update(buffer);
    }
    IntegrityMetadata.require(
        "data of inode " + id, MalformedImageException.NO_OFFSET, expected, digest.digest());
    ranges++;
  }
}
