package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Check of the hashes of a sealed volume: those of the nodes of its file-system tree, which the
 * seal and the parents of the nodes hold, and those of the data of its files (Reference "Sealed
 * Volumes").
 */
final class SealCheck {

  /** Compares the content of files with their hashes. */
  @FunctionalInterface
  interface Files {
    /** Compares a file; returns the number of its hashes. */
    long compare(long id, InodeRecord inode) throws IOException;
  }

  private final IntegrityMetadata seal;
  private final Files files;
  private final int blockSize;
  private long nodes;
  private long hashes;
  private long compared;

  SealCheck(IntegrityMetadata seal, Files files, int blockSize) {
    this.seal = seal;
    this.files = files;
    this.blockSize = blockSize;
  }

  String figures() {
    String figures =
        nodes + " nodes and " + compared + " ranges of files with the hash of the seal";
    return hashes > compared
        ? figures + ", " + (hashes - compared) + " further hashes not checked"
        : figures;
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

  private void node(ApfsTreeNode node, byte[] expected) throws IOException {
    Struct bytes = node.bytes();
    seal.requireNode(
        "file-system node", bytes.imageOffset(), bytes.bytes(0, blockSize), blockSize, expected);
    nodes++;
  }

  /**
   * Takes the next record of the tree; compares the data of a file when its inode comes.
   *
   * @param inode null if the record is not that of one
   */
  void record(Struct key, InodeRecord inode) throws IOException {
    if (DataHashes.holds(key)) {
      hashes++;
    } else if (inode != null && inode.type() == InodeRecord.FILE) {
      try {
        compared += files.compare(FileSystemTree.id(key), inode);
      } catch (UnsupportedImageException e) {
        // Its hashes are counted as not checked; reading the file names the feature.
      }
    }
  }
}
