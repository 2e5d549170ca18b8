package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Tree of the hashes of a file: blocks of hashes of the blocks of the level below, or of the data.
 * The levels are stored from the root to the leaves. A block is compared with its own hash when it
 * is read, and is in the image's cache afterwards.
 */
final class MerkleTree {

  /** The blocks of a tree that were compared with their hashes, in the image's cache. */
  @FunctionalInterface
  interface Blocks {
    /** Returns a block, which is read first if the cache does not have it. */
    byte[] get(long number, ChunkCache.Loader loader) throws IOException;
  }

  /** A level of the tree; its blocks count from the first block of the tree. */
  private record Level(long first, long blocks) {}

  private final VerityDescriptor descriptor;
  private final ByteSource bytes;
  private final Blocks verified;
  private final int hashesPerBlock;

  /** The levels from the leaves to the root; none if the file has one block. */
  private final List<Level> levels;

  private final long length;

  /**
   * Creates a tree.
   *
   * @param bytes that start with the tree
   * @param size of the file
   * @param verified keeps the blocks that were compared
   */
  MerkleTree(VerityDescriptor descriptor, ByteSource bytes, long size, Blocks verified) {
    this.descriptor = descriptor;
    this.bytes = bytes;
    this.verified = verified;
    this.hashesPerBlock = descriptor.blockSize() / descriptor.hashLength();
    List<Long> counts = new ArrayList<>();
    long blocks = divideUp(size, descriptor.blockSize());
    while (blocks > 1) {
      blocks = divideUp(blocks, hashesPerBlock);
      counts.add(blocks);
    }
    List<Level> fromRoot = new ArrayList<>();
    long first = 0;
    for (int i = counts.size() - 1; i >= 0; i--) {
      fromRoot.add(new Level(first, counts.get(i)));
      first += counts.get(i);
    }
    Collections.reverse(fromRoot);
    this.levels = List.copyOf(fromRoot);
    this.length = first * descriptor.blockSize();
  }

  private static long divideUp(long dividend, int divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }

  /** Returns the length of the tree in bytes. */
  long length() {
    return length;
  }

  /** Returns the hash that a block of the file has, in hexadecimal digits. */
  String hash(long block) throws IOException {
    return hash(0, block);
  }

  /** Returns the hash of a block of the level below: that with the index -1 is of the data. */
  private String hash(int level, long index) throws IOException {
    if (level == levels.size()) {
      return descriptor.rootHash();
    }
    long block = levels.get(level).first() + index / hashesPerBlock;
    byte[] hashes = verified.get(block, number -> read(level, block));
    int offset = (int) (index % hashesPerBlock) * descriptor.hashLength();
    return HexFormat.of().formatHex(hashes, offset, offset + descriptor.hashLength());
  }

  private byte[] read(int level, long number) throws IOException {
    String expected = hash(level + 1, number - levels.get(level).first());
    byte[] block = new byte[descriptor.blockSize()];
    long position = number * block.length;
    bytes.readFully(position, ByteBuffer.wrap(block));
    MessageDigest digest = descriptor.digest();
    String found = HexFormat.of().formatHex(digest.digest(block));
    if (!found.equals(expected)) {
      throw new MalformedImageException(
          "Merkle tree block " + number,
          MetadataBlocks.offset(bytes, position),
          descriptor.algorithm() + ' ' + expected,
          found);
    }
    return block;
  }
}
