package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.crypto.SectorCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The decrypted sectors of a disk or partition; bytes after the last whole sector are left out. */
final class DecryptedSectors extends DecodedChunks {
  private static final int CHUNK_BYTES = 64 << 10;

  private final ByteSource stored;
  private final int sectorBytes;
  private final SectorCipher cipher;

  private DecryptedSectors(
      ByteSource stored, int sectorBytes, SectorCipher cipher, ChunkCache cache) {
    super(stored.size(), CHUNK_BYTES, cache);
    this.stored = stored;
    this.sectorBytes = sectorBytes;
    this.cipher = cipher;
  }

  /**
   * Returns the decrypted sectors. If the image was cut before the end of {@code stored}, those
   * that are left can be read.
   *
   * @param sectorBytes a divisor of 64 KiB
   */
  static ByteSource of(ByteSource stored, int sectorBytes, SectorCipher cipher, ChunkCache cache)
      throws IOException {
    long size = stored.size() / sectorBytes * sectorBytes;
    long held = held(stored, size) / sectorBytes * sectorBytes;
    ByteSource sectors = new DecryptedSectors(stored.slice(0, held), sectorBytes, cipher, cache);
    return held == size
        ? sectors
        : ConcatSource.of(
            List.of(sectors, new MissingSectors(stored, sectorBytes, held, size - held)));
  }

  /** Returns how many bytes are in the image: the size of a partition does not say that. */
  private static long held(ByteSource stored, long size) throws IOException {
    try {
      stored.requireWhole();
      return size;
    } catch (MalformedImageException e) {
      long held = 0;
      long missing = size;
      while (held < missing) {
        long middle = held + (missing - held) / 2;
        if (holds(stored, middle)) {
          held = middle + 1;
        } else {
          missing = middle;
        }
      }
      return held;
    }
  }

  private static boolean holds(ByteSource stored, long position) throws IOException {
    try {
      stored.extent(position, 1);
      return true;
    } catch (MalformedImageException e) {
      return false;
    }
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    byte[] chunk = newChunk(index);
    long position = index * CHUNK_BYTES;
    stored.readFully(position, ByteBuffer.wrap(chunk));
    cipher.decrypt(position / sectorBytes, chunk, 0, chunk.length);
    return chunk;
  }

  /** The sectors after the end of an image that was cut; reading throws where that is. */
  private record MissingSectors(ByteSource stored, int sectorBytes, long start, long size)
      implements ByteSource {
    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      if (position >= size) {
        return -1;
      }
      throw missing(position);
    }

    @Override
    public HostExtent extent(long position, long length) throws IOException {
      throw missing(position);
    }

    private IOException missing(long position) throws IOException {
      long sector = start + position / sectorBytes * sectorBytes;
      stored.readFully(sector, ByteBuffer.allocate(sectorBytes)); // throws with the place
      return new MalformedImageException(
          "LUKS data", MalformedImageException.NO_OFFSET, "sector missing at byte " + sector);
    }
  }
}
