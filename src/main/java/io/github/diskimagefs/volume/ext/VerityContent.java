package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VerifiedSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Content of a file with fs-verity, each block compared with its hash when it is read.
 *
 * <p>The extents of the file go on after its end, with holes between the parts:
 *
 * <pre>
 * multiple of 65536 bytes   Merkle tree
 * next block                descriptor, which a signature may follow
 * end of the last block     length of descriptor and signature, 32 bits
 * </pre>
 */
final class VerityContent extends VerifiedSource {
  private static final String DESCRIPTOR = "fs-verity descriptor";
  private static final int TREE_ALIGNMENT = 65_536;

  private final VerityDescriptor descriptor;
  private final MerkleTree tree;
  private volatile String hashOfZeros;

  private VerityContent(long inode, ByteSource data, VerityDescriptor descriptor, MerkleTree tree) {
    super("data of inode " + inode, data);
    this.descriptor = descriptor;
    this.tree = tree;
  }

  /**
   * Opens the content of a file.
   *
   * @param stored all that the extents of the file have
   * @param verified keeps the blocks of the tree
   */
  static VerityContent open(
      Inode inode, ByteSource stored, int blockSize, MerkleTree.Blocks verified)
      throws IOException {
    long size = inode.size();
    long treeStart = (size + TREE_ALIGNMENT - 1) / TREE_ALIGNMENT * TREE_ALIGNMENT;
    long lengthPosition = stored.size() - Integer.BYTES;
    if (size > stored.size() || lengthPosition < treeStart) {
      throw new MalformedImageException(
          DESCRIPTOR,
          MalformedImageException.NO_OFFSET,
          "inode " + inode.number() + " has none after its data");
    }
    Struct end =
        Struct.read(DESCRIPTOR, stored, lengthPosition, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    long length = end.u32(0);
    long start = (lengthPosition - length) / blockSize * blockSize;
    if (length < VerityDescriptor.LENGTH
        || length > VerityDescriptor.MAX_LENGTH
        || start < treeStart) {
      throw end.malformed("descriptor of %d bytes", length);
    }
    VerityDescriptor descriptor =
        VerityDescriptor.read(
            Struct.read(
                DESCRIPTOR, stored, start, VerityDescriptor.LENGTH, ByteOrder.LITTLE_ENDIAN),
            size);
    ByteSource afterData = stored.slice(treeStart, start - treeStart);
    MerkleTree tree = new MerkleTree(descriptor, afterData, size, verified);
    if (tree.length() > afterData.size()) {
      throw end.malformed("Merkle tree of %d bytes in %d bytes", tree.length(), afterData.size());
    }
    return new VerityContent(inode.number(), stored.slice(0, size), descriptor, tree);
  }

  /** Returns the length of the Merkle tree in bytes. */
  long treeLength() {
    return tree.length();
  }

  /** Returns the number of bytes that are not in holes. */
  long storedLength() throws IOException {
    long stored = 0;
    for (long position = 0; position < size(); ) {
      long hole = content().hole(position);
      long length = hole > 0 ? hole : content().extent(position, size() - position).length();
      stored += hole > 0 ? 0 : length;
      position += length;
    }
    return stored;
  }

  @Override
  protected Range verify(long position) throws IOException {
    int blockSize = descriptor.blockSize();
    long block = position / blockSize;
    long start = block * blockSize;
    String expected = tree.hash(block);
    long end = Math.min(size(), start + blockSize);
    if (content().hole(start) >= end - start && expected.equals(hashOfZeros())) {
      return new Range(start, end);
    }
    return compare(start, blockSize, descriptor.digest(), expected);
  }

  /** Returns the hash of each block in a hole. */
  private String hashOfZeros() throws UnsupportedImageException {
    if (hashOfZeros == null) {
      byte[] zeros = new byte[descriptor.blockSize()];
      hashOfZeros = HexFormat.of().formatHex(descriptor.digest().digest(zeros));
    }
    return hashOfZeros;
  }
}
