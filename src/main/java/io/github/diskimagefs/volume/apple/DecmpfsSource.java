package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.bytes.DecodedChunks;
import java.io.IOException;

/** A compressed file's content, decoded by chunks. */
final class DecmpfsSource extends DecodedChunks {
  private final ChunkCodec codec;
  private final ChunkTable table;

  /**
   * Creates the content.
   *
   * @param chunks of all files, whose numbers are made of file and chunk
   */
  DecmpfsSource(
      ChunkCodec codec,
      ChunkTable table,
      long size,
      int chunkSize,
      CachedChunks chunks,
      long file) {
    super(size, chunkSize, ChunkRange.shared(chunks, file << 32));
    this.codec = codec;
    this.table = table;
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    int length = chunkLength(index);
    return codec.decode(table.chunk(index, 2 * length + 1024), length);
  }
}
