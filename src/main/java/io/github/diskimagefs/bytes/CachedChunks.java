package io.github.diskimagefs.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The decoded chunks of a source, or of all files of a volume, in the image's cache. A chunk is
 * decoded once, by the reader that needs it or ahead of readers on spare cores. Safe for use by
 * many threads at once.
 */
public final class CachedChunks {
  private final ChunkCache cache;
  private final PrefetchQueue expected;
  private volatile boolean closed;

  /** Creates chunks of which none is decoded yet. */
  public CachedChunks(ChunkCache cache) {
    this(cache, new PrefetchQueue(cache));
  }

  CachedChunks(ChunkCache cache, PrefetchQueue expected) {
    this.cache = Objects.requireNonNull(cache);
    this.expected = expected;
  }

  /**
   * Lets a reader see a chunk, which is decoded first if it is not in the cache. While another
   * thread decodes it, this one decodes expected chunks.
   *
   * @return what the reader returns
   */
  public int read(long index, ChunkCache.Loader loader, Chunk.Reader reader) throws IOException {
    return cache.read(this, index, loader, expected, reader);
  }

  /**
   * Copies bytes of a chunk as {@link #read} shows it, as many as the target has room for.
   *
   * @param offset of the first byte in the chunk
   * @return their number
   */
  public int copy(long index, ChunkCache.Loader loader, int offset, ByteBuffer target)
      throws IOException {
    return read(
        index,
        loader,
        chunk -> {
          int count = Math.min(target.remaining(), chunk.length - offset);
          target.put(chunk, offset, count);
          return count;
        });
  }

  /**
   * Returns a chunk as {@link #read} shows it, in an array that is not reused for others.
   *
   * @return the bytes, which no caller may change
   */
  public byte[] get(long index, ChunkCache.Loader loader) throws IOException {
    return cache.get(this, index, loader, expected);
  }

  /** Returns an array for a loader to decode a chunk into, with any content. */
  public byte[] array(int length) {
    return cache.array(length);
  }

  /**
   * Returns the end of the bytes that are worth decoding ahead of a reader.
   *
   * @param position of the first byte that it will read soon
   * @param length number of these bytes, which may lead past the end of the source
   * @param size bytes of the source
   */
  public long prefetchEnd(long position, long length, long size) {
    return position + Math.min(Math.min(length, prefetchBytes()), Math.max(0, size - position));
  }

  /**
   * Announces that a chunk will be read soon.
   *
   * @param bytes of the chunk when decoded
   * @return false if the queue of expected chunks is full, so that announcing more is in vain
   */
  public boolean expect(long index, long bytes, ChunkCache.Loader loader) {
    return cache.holds(this, index)
        || expected.offer(index, bytes, () -> decodeAhead(index, loader));
  }

  private void decodeAhead(long index, ChunkCache.Loader loader) throws IOException {
    if (closed) {
      return;
    }
    cache.decodeAhead(this, index, loader);
    if (closed) {
      cache.drop(this); // another thread has dropped the chunks before this one was stored
    }
  }

  /** Returns the maximum number of bytes that chunks decoded ahead of one reader may fill. */
  public long prefetchBytes() {
    return cache.bound() / 4;
  }

  /** Drops the decoded chunks, and decodes no more ahead of readers. */
  public void close() {
    closed = true;
    expected.close();
    cache.drop(this);
  }
}
