package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Chunks of one size that are decoded into a {@link ChunkCache}, each once, and ahead of readers.
 */
public abstract class DecodedChunks extends ChunkedSource {
  private final int chunkSize;
  private final CachedChunks chunks;
  private final long first;
  private final boolean own;

  /**
   * For subclasses.
   *
   * @param size bytes of all chunks
   * @param chunkSize bytes of each but the last
   * @param cache for decoded chunks
   */
  protected DecodedChunks(long size, int chunkSize, ChunkCache cache) {
    this(size, chunkSize, new CachedChunks(cache), 0, true);
  }

  /**
   * For subclasses whose chunks outlive them, so that a later reader of the same file finds them.
   *
   * @param size bytes of all chunks
   * @param chunkSize bytes of each but the last
   * @param chunks of all files
   * @param first number of chunk 0 among those
   */
  protected DecodedChunks(long size, int chunkSize, CachedChunks chunks, long first) {
    this(size, chunkSize, chunks, first, false);
  }

  private DecodedChunks(long size, int chunkSize, CachedChunks chunks, long first, boolean own) {
    super(size, chunkSize);
    this.chunkSize = chunkSize;
    this.chunks = chunks;
    this.first = first;
    this.own = own;
  }

  /** Decodes a chunk. */
  protected abstract byte[] decode(long index) throws IOException;

  @Override
  protected final byte[] chunk(long index) throws IOException {
    return chunks.get(first + index, this::decodeNumbered);
  }

  private byte[] decodeNumbered(long number) throws IOException {
    return decode(number - first);
  }

  @Override
  public final boolean isEncoded() {
    return true;
  }

  @Override
  public final void prefetch(long position, long length) {
    long end = Math.min(size(), position + Math.min(length, chunks.prefetchBytes()));
    boolean room = true;
    for (long offset = position; room && offset < end; offset += chunkSize - offset % chunkSize) {
      long index = offset / chunkSize;
      room = chunks.expect(first + index, chunkLength(index), this::decodeNumbered);
    }
  }

  /**
   * Drops the decoded chunks if no other source has them; the source that stores them stays open.
   */
  @Override
  public void close() {
    if (own) {
      chunks.close();
    }
  }
}
