package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ChunkedSource;
import java.io.IOException;

/** A compressed file's content, decoded by chunks. */
final class DecmpfsSource extends ChunkedSource {
  private static final long CHUNK_BITS = 0xFFFF_FFFFL;

  private final ChunkCodec codec;
  private final ChunkTable table;
  private final ChunkCache cache;
  private final Object owner;
  private final long file;

  DecmpfsSource(
      ChunkCodec codec,
      ChunkTable table,
      long size,
      int chunkSize,
      ChunkCache cache,
      Object owner,
      long file) {
    super(size, chunkSize);
    this.codec = codec;
    this.table = table;
    this.cache = cache;
    this.owner = owner;
    this.file = file;
  }

  @Override
  protected byte[] chunk(long index) throws IOException {
    // Made of file and chunk, so that a later reader of the file finds its chunks.
    return cache.get(owner, file << 32 | index, key -> decode(key & CHUNK_BITS));
  }

  private byte[] decode(long index) throws IOException {
    int length = chunkLength(index);
    return codec.decode(table.chunk(index, 2 * length + 1024), length);
  }
}
