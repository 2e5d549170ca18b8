package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Chunks of one size that are decoded into a {@link ChunkCache}, each once, and ahead of readers.
 */
public abstract class DecodedChunks extends ChunkedSource {
  private static final int MAX_TASKS = 4 * PrefetchExecutor.COUNT;

  private final int chunkSize;
  private final ChunkCache cache;
  private volatile boolean closed;

  /**
   * For subclasses.
   *
   * @param size bytes of all chunks
   * @param chunkSize bytes of each but the last
   * @param cache for decoded chunks
   */
  protected DecodedChunks(long size, int chunkSize, ChunkCache cache) {
    super(size, chunkSize);
    this.chunkSize = chunkSize;
    this.cache = cache;
  }

  /** Decodes a chunk. */
  protected abstract byte[] decode(long index) throws IOException;

  @Override
  protected final byte[] chunk(long index) throws IOException {
    return cache.get(this, index, this::decode);
  }

  @Override
  public final boolean isEncoded() {
    return true;
  }

  @Override
  public final void prefetch(long position, long length) {
    long end = Math.min(size(), position + Math.min(length, cache.bound() / 8));
    int tasks = 0;
    for (long offset = position;
        offset < end && tasks < MAX_TASKS;
        offset += chunkSize - offset % chunkSize) {
      long index = offset / chunkSize;
      if (!cache.holds(this, index)) {
        PrefetchExecutor.run(() -> decodeAhead(index));
        tasks++;
      }
    }
  }

  /** Decodes a chunk before a caller asks for it. */
  private void decodeAhead(long index) throws IOException {
    if (!closed && !cache.holds(this, index)) {
      chunk(index);
    }
  }

  /** Drops the decoded chunks; the source that stores them stays open. */
  @Override
  public void close() {
    closed = true;
    cache.drop(this);
  }
}
