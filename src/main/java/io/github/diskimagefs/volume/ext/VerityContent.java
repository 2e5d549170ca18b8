package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VerifiedSource;
import java.io.IOException;
import java.nio.ByteOrder;

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
  private final CachedChunks verified;

  private VerityContent(
      long inode,
      ByteSource data,
      VerityDescriptor descriptor,
      MerkleTree tree,
      CachedChunks verified) {
    super("data of inode " + inode, data);
    this.descriptor = descriptor;
    this.tree = tree;
    this.verified = verified;
  }

  /**
   * Opens the content of a file.
   *
   * @param stored all that the extents of the file have
   */
  static VerityContent open(Inode inode, ByteSource stored, int blockSize, ChunkCache cache)
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
    CachedChunks verified = new CachedChunks(cache);
    ByteSource afterData = stored.slice(treeStart, start - treeStart);
    MerkleTree tree = new MerkleTree(descriptor, afterData, size, verified);
    if (tree.length() > afterData.size()) {
      throw end.malformed("Merkle tree of %d bytes in %d bytes", tree.length(), afterData.size());
    }
    return new VerityContent(inode.number(), stored.slice(0, size), descriptor, tree, verified);
  }

  @Override
  protected Range verify(long position) throws IOException {
    int blockSize = descriptor.blockSize();
    long block = position / blockSize;
    return compare(block * blockSize, blockSize, descriptor.digest(), tree.hash(block));
  }

  @Override
  public void close() throws IOException {
    verified.close();
    super.close();
  }
}
