package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.codec.StoredData;
import java.io.IOException;
import java.util.Arrays;

/**
 * Data and fragment blocks of a volume, each decoded once for all files that have bytes in it. Safe
 * for use by many threads at once.
 */
final class DataBlocks {
  private static final String NAME = "SquashFS data block";

  /** Bits of the size of a block, which follows its offset in the key of the cache. */
  private static final int SIZE_BITS = 21;

  private static final long MAX_CACHED_OFFSET = 1L << (Long.SIZE - 1 - SIZE_BITS);

  private final ByteSource image;
  private final SquashfsSuperblock superblock;
  private final CachedChunks chunks;

  DataBlocks(ByteSource image, SquashfsSuperblock superblock, ChunkCache cache) {
    this.image = image;
    this.superblock = superblock;
    this.chunks = new CachedChunks(cache);
  }

  /** Returns the bytes of the volume. */
  ByteSource image() {
    return image;
  }

  /** Returns the bytes of a block when decoded, of which the last one of a file has fewer. */
  int blockSize() {
    return superblock.blockSize();
  }

  /** Returns the number of bytes that prefetching may fill. */
  long prefetchBytes() {
    return chunks.prefetchBytes();
  }

  /** Checks that a block is in the volume. */
  void check(StoredBlock block) throws MalformedImageException {
    if (block.size() > superblock.blockSize()
        || block.offset() < 0
        || block.offset() > image.size() - block.size()) {
      throw new MalformedImageException(
          NAME,
          block.offset(),
          block.size() + " bytes, but the volume ends at byte " + image.size());
    }
  }

  /** Lets a reader see a compressed block decoded; returns what the reader returns. */
  int read(StoredBlock block, Chunk.Reader reader) throws IOException {
    check(block);
    if (block.offset() >= MAX_CACHED_OFFSET) {
      return reader.read(decode(block));
    }
    return chunks.read(key(block), key -> decode(block), reader);
  }

  private static long key(StoredBlock block) {
    return (block.offset() << SIZE_BITS) | block.size();
  }

  private byte[] decode(StoredBlock block) throws IOException {
    StoredData data = new StoredData(NAME, image, block.offset(), block.size());
    byte[] target = chunks.array(block.length());
    int count = superblock.compressor().decode(data, target);
    return count < target.length ? Arrays.copyOf(target, count) : target;
  }

  /** Announces that a block will be read; returns false if announcing more is in vain. */
  boolean expect(StoredBlock block) throws MalformedImageException {
    check(block);
    return block.offset() >= MAX_CACHED_OFFSET
        || chunks.expect(key(block), block.length(), key -> decode(block));
  }

  /** Drops the decoded blocks. */
  void close() {
    chunks.close();
  }
}
