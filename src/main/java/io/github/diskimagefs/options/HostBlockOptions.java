package io.github.diskimagefs.options;

/**
 * How image files are read that are not on the default file system: in blocks, which are cached for
 * all files of one image together.
 *
 * @param blockBytes bytes of a block, from 1 to {@link #MAX_BLOCK_BYTES}
 * @param cacheBytes bound on the bytes of the blocks held; 0 for no cache
 * @param readAheadBytes maximum bytes of a request that fetches more than a caller needs; 0 for no
 *     read-ahead
 */
public record HostBlockOptions(int blockBytes, long cacheBytes, long readAheadBytes) {
  /** Maximum block: 4 MiB, which object stores transfer as fast as larger ones. */
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /**
   * Blocks of 64 KiB, a cache of 8 MiB but at most an eighth of the heap, and requests of up to 1
   * MiB: a smaller cache costs requests, and longer requests save hardly any.
   */
  public static final HostBlockOptions DEFAULTS =
      new HostBlockOptions(
          64 << 10, Math.min(8 << 20, Runtime.getRuntime().maxMemory() / 8), 1 << 20);

  /** Checks the bounds. */
  public HostBlockOptions {
    if (blockBytes < 1 || blockBytes > MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException("hostBlockBytes: " + blockBytes);
    }
    if (cacheBytes < 0) {
      throw new IllegalArgumentException("hostCacheBytes: " + cacheBytes);
    }
    if (readAheadBytes < 0) {
      throw new IllegalArgumentException("readAheadBytes: " + readAheadBytes);
    }
  }
}
