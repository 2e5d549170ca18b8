package io.github.diskimagefs.bytes;

import java.io.IOException;

/**
 * Chunks of one size that are decoded into a {@link ChunkCache}, each once, and ahead of readers.
 */
public abstract class DecodedChunks extends ChunkedSource {
  private final int chunkSize;
  private final CachedChunks chunks;
  private final long first;
  private final ChunkRange range;

  /**
   * For subclasses.
   *
   * @param size bytes of all chunks
   * @param chunkSize bytes of each but the last
   * @param cache for decoded chunks
   */
  protected DecodedChunks(long size, int chunkSize, ChunkCache cache) {
    this(size, chunkSize, ChunkRange.own(cache));
  }

  /**
   * For subclasses whose chunks may be those of a volume.
   *
   * @param size bytes of all chunks
   * @param chunkSize bytes of each but the last
   * @param range numbers of the chunks
   */
  protected DecodedChunks(long size, int chunkSize, ChunkRange range) {
    super(size, chunkSize);
    this.chunkSize = chunkSize;
    this.chunks = range.chunks();
    this.first = range.first();
    this.range = range;
  }

  /**
   * Decodes a chunk.
   *
   * @return an array of {@link #newChunk}, or another one that nothing else references
   */
  protected abstract byte[] decode(long index) throws IOException;

  /** Returns an array of the length of a chunk, with any content. */
  protected final byte[] newChunk(long index) {
    return chunks.array(chunkLength(index));
  }

  @Override
  protected final int read(long index, Chunk.Reader reader) throws IOException {
    return chunks.read(first + index, this::decodeNumbered, reader);
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
    long end = chunks.prefetchEnd(position, length, size());
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
    if (range.own()) {
      chunks.close();
    }
  }
}
