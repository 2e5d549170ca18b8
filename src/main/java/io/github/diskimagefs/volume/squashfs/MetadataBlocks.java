package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.StoredData;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Metadata blocks: a length of 16 bits, whose highest bit marks blocks that are not compressed, and
 * up to 8192 bytes when decoded. Safe for use by many threads at once.
 */
final class MetadataBlocks {
  /** Bytes of a block when decoded; only the last one of a table has fewer. */
  static final int BLOCK_BYTES = 8192;

  private static final String NAME = "SquashFS metadata block";
  private static final int STORED = 0x8000;

  private final ByteSource image;
  private final ByteOrder order;
  private final Compressor compressor;
  private final int headerBytes;
  private final ChunkCache cache;

  MetadataBlocks(ByteSource image, SquashfsSuperblock superblock, ChunkCache cache) {
    this.image = image;
    this.order = superblock.order();
    this.compressor = superblock.compressor();
    boolean check = superblock.major() < 4 && superblock.has(SquashfsSuperblock.FLAG_CHECK);
    this.headerBytes = check ? 3 : 2;
    this.cache = cache;
  }

  /** Returns the byte order of the structures in the blocks. */
  ByteOrder order() {
    return order;
  }

  /** Returns the end of the volume. */
  long end() {
    return image.size();
  }

  /** Returns the decoded block that starts at an offset of the volume. */
  Struct read(long offset) throws IOException {
    return Struct.of("SquashFS metadata", cache.get(this, offset, this::decode), offset, order);
  }

  /** Returns the offset of the block that follows the one at an offset. */
  long next(long offset) throws IOException {
    return offset + headerBytes + size(header(offset));
  }

  private Struct header(long offset) throws IOException {
    return Struct.read(NAME, image, offset, headerBytes, order);
  }

  private static int size(Struct header) throws IOException {
    int size = header.u16(0) & ~STORED;
    if (size == 0 || size > BLOCK_BYTES) {
      throw header.malformed("%d bytes", header.u16(0) == STORED ? STORED : size);
    }
    return size;
  }

  private byte[] decode(long offset) throws IOException {
    Struct header = header(offset);
    StoredData data = new StoredData(NAME, image, offset + headerBytes, size(header));
    if ((header.u16(0) & STORED) != 0) {
      return data.read().bytes();
    }
    byte[] block = new byte[BLOCK_BYTES];
    int count = compressor.decode(data, block);
    if (count == 0) {
      throw header.malformed("decodes to 0 bytes");
    }
    return count < BLOCK_BYTES ? Arrays.copyOf(block, count) : block;
  }

  /** Drops the decoded blocks. */
  void close() {
    cache.drop(this);
  }
}
