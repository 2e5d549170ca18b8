package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reader of the blocks that describe a volume: group descriptors, extent trees, indirect blocks,
 * extended attributes. Blocks that were read are kept in the image's cache.
 */
final class MetadataBlocks {
  private final ByteSource volume;
  private final ChunkCache cache;
  private final Superblock superblock;

  MetadataBlocks(ByteSource volume, ChunkCache cache, Superblock superblock) {
    this.volume = volume;
    this.cache = cache;
    this.superblock = superblock;
  }

  ByteSource volume() {
    return volume;
  }

  ChunkCache cache() {
    return cache;
  }

  int blockSize() {
    return superblock.blockSize();
  }

  /** Returns the number of blocks of the volume. */
  long blocks() {
    return superblock.blocks();
  }

  /** Reads a block, which is not to be changed. */
  Struct read(String name, long block) throws IOException {
    if (block <= 0 || block >= blocks()) {
      throw new MalformedImageException(
          name, MalformedImageException.NO_OFFSET, "block " + block + " of " + blocks());
    }
    byte[] bytes = cache.get(this, block, this::load);
    return Struct.of(name, bytes, offset(volume, block * blockSize()), ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] load(long block) throws IOException {
    return volume.readFully(block * blockSize(), blockSize());
  }

  /** Returns the offset in the image of a position in a source, for messages. */
  static long offset(ByteSource source, long position) throws IOException {
    HostExtent extent = source.extent(position, 1);
    return extent.stored() ? extent.offset() : position;
  }
}
