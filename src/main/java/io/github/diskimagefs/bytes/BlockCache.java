package io.github.diskimagefs.bytes;

import io.github.diskimagefs.options.HostBlockOptions;

/**
 * Blocks of the host files of one image, where these are not on the default file system: the image
 * file, its parts and parents share the bound. The blocks of each file are fetched by {@code
 * HostBlocks}.
 */
public final class BlockCache {
  /**
   * Maximum share of the cache that one request fills, so that read-ahead does not evict the blocks
   * of other readers.
   */
  private static final int MIN_REQUESTS_HELD = 4;

  private final ChunkCache chunks;
  private final int blockBytes;
  private final int maxRequestBytes;

  /** Creates an empty cache. */
  public BlockCache(HostBlockOptions options) {
    this.chunks = new ChunkCache(options.cacheBytes());
    this.blockBytes = ceil(options.blockBytes());
    long ahead = Math.min(options.readAheadBytes(), options.cacheBytes() / MIN_REQUESTS_HELD);
    long max = Math.min(ahead, HostBlockOptions.MAX_BLOCK_BYTES) / Chunk.PIECE * Chunk.PIECE;
    this.maxRequestBytes = (int) Math.max(blockBytes, max);
  }

  /** Rounds up to whole pieces, which the cache evicts one by one. */
  private static int ceil(int bytes) {
    return (bytes + Chunk.PIECE - 1) / Chunk.PIECE * Chunk.PIECE;
  }

  /** Returns whether a block fits into the cache. */
  boolean enabled() {
    return chunks.bound() >= blockBytes;
  }

  /** Returns the decoded blocks of all files, whose owners are the {@code HostBlocks}. */
  ChunkCache chunks() {
    return chunks;
  }

  /** Returns the bytes of a block, a multiple of {@link Chunk#PIECE}. */
  int blockBytes() {
    return blockBytes;
  }

  /** Returns the maximum bytes of a request with read-ahead: at least a block, whole pieces. */
  int maxRequestBytes() {
    return maxRequestBytes;
  }
}
