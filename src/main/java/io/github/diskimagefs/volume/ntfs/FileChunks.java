package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ChunkRange;

/**
 * The decoded chunks of all files of a volume, which all readers of a file share, and the
 * read-ahead as well. Their numbers are made of file record and index.
 */
final class FileChunks {
  private static final int INDEX_BITS = 32;
  private static final long MAX_RECORD = 1L << (Long.SIZE - 1 - INDEX_BITS);

  /** The smallest chunk, a unit of one cluster, has 256 bytes. */
  private static final long MAX_BYTES = 1L << (INDEX_BITS + 8);

  private final ChunkCache cache;
  private final CachedChunks chunks;

  FileChunks(ChunkCache cache) {
    this.cache = cache;
    this.chunks = new CachedChunks(cache);
  }

  /**
   * Returns the numbers of the chunks of a value. Only the unnamed stream, of which a file has one,
   * shares them with later readers.
   *
   * @param record number of the file record
   * @param name of the stream
   * @param size bytes of the value
   */
  ChunkRange range(long record, String name, long size) {
    return name.isEmpty() && record < MAX_RECORD && size <= MAX_BYTES
        ? ChunkRange.shared(chunks, record << INDEX_BITS)
        : ChunkRange.own(cache);
  }

  void close() {
    chunks.close();
  }
}
