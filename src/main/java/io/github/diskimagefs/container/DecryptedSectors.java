package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.crypto.SectorCipher;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The decrypted sectors of a disk or partition; bytes after the last whole sector are left out. */
final class DecryptedSectors extends DecodedChunks {
  private static final int CHUNK_BYTES = 64 << 10;

  private final ByteSource stored;
  private final int sectorBytes;
  private final SectorCipher cipher;

  /**
   * Creates a source.
   *
   * @param sectorBytes a divisor of 64 KiB
   */
  DecryptedSectors(ByteSource stored, int sectorBytes, SectorCipher cipher, ChunkCache cache) {
    super(stored.size() / sectorBytes * sectorBytes, CHUNK_BYTES, cache);
    this.stored = stored;
    this.sectorBytes = sectorBytes;
    this.cipher = cipher;
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    byte[] chunk = newChunk(index);
    long position = index * CHUNK_BYTES;
    stored.readFully(position, ByteBuffer.wrap(chunk));
    cipher.decrypt(position / sectorBytes, chunk, 0, chunk.length);
    return chunk;
  }
}
