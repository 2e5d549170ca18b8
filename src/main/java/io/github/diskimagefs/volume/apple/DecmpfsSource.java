package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Content of a compressed file, decoded chunk by chunk into the cache. */
final class DecmpfsSource extends PositionalSource {
  private static final long CHUNK_BITS = 0xFFFF_FFFFL;

  private final ChunkCodec codec;
  private final ChunkTable table;
  private final long size;
  private final int chunkSize;
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
    this.codec = codec;
    this.table = table;
    this.size = size;
    this.chunkSize = chunkSize;
    this.cache = cache;
    this.owner = owner;
    this.file = file;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    long index = position / chunkSize;
    // The key holds file and chunk, so that a file that is opened again finds its chunks.
    byte[] chunk = cache.get(owner, file << 32 | index, key -> decode(key & CHUNK_BITS));
    int from = (int) (position - index * chunkSize);
    int count = Math.min(target.remaining(), chunk.length - from);
    target.put(chunk, from, count);
    return count;
  }

  private byte[] decode(long index) throws IOException {
    int length = (int) Math.min(chunkSize, size - index * chunkSize);
    return codec.decode(table.chunk(index, 2 * length + 1024), length);
  }

  @Override
  public HostExtent extent(long position, long length) {
    return HostExtent.computed(Math.min(length, size - position));
  }
}
