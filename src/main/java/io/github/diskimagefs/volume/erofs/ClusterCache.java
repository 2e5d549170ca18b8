package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.Chunk;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lz4;
import io.github.diskimagefs.codec.Lzma;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.codec.Zstd;
import java.io.IOException;
import java.util.Arrays;

/**
 * The decoded physical clusters of a volume, in the image's cache. Files that share a cluster share
 * its decoded bytes.
 */
record ClusterCache(
    ErofsSuperblock superblock, ErofsDevices devices, CachedChunks blocks, CachedChunks inline) {
  private static final int LENGTH_BITS = 24;
  private static final int ENCODING_BITS = 2;

  /** Bytes of the largest physical cluster when decoded ({@code Z_EROFS_PCLUSTER_MAX_DSIZE}). */
  private static final int MAX_DECODED_BYTES = 12 << 20;

  static ClusterCache of(ErofsSuperblock superblock, ErofsDevices devices, ChunkCache cache) {
    return new ClusterCache(superblock, devices, new CachedChunks(cache), new CachedChunks(cache));
  }

  /** Returns the bytes that hold a physical cluster as it is stored. */
  ByteSource source(FileExtent extent) {
    return extent.inline() ? devices.primary() : devices.space();
  }

  /** Returns the byte positions up to which a cluster index can reach. */
  long volumeSize() {
    return devices.primary().sizeLimit();
  }

  int blockSize() {
    return superblock.blockSize();
  }

  /** Lets a reader see the bytes of a compressed extent; returns what the reader returns. */
  int read(FileExtent extent, Chunk.Reader reader) throws IOException {
    return chunks(extent)
        .read(
            key(extent),
            index -> decode(extent),
            // Damaged volumes may have two extents of different lengths in one inline cluster.
            bytes -> reader.read(bytes.length >= extent.length() ? bytes : decode(extent)));
  }

  private CachedChunks chunks(FileExtent extent) {
    return extent.inline() ? inline : blocks;
  }

  /** Returns a number that extents have in common only if they are decoded to the same bytes. */
  private long key(FileExtent extent) {
    if (extent.inline()) {
      return extent.position();
    }
    long block = extent.position() >> superblock.blockBits();
    return (((block << LENGTH_BITS) | extent.length()) << ENCODING_BITS)
        | extent.encoding().algorithm();
  }

  /** Returns the maximum number of bytes to decode ahead of a reader. */
  long budget() {
    return blocks.prefetchBytes();
  }

  /** Announces that an extent will be read; returns false if announcing more is in vain. */
  boolean expect(FileExtent extent) {
    return chunks(extent).expect(key(extent), extent.length(), index -> decode(extent));
  }

  private byte[] decode(FileExtent extent) throws IOException {
    StoredData stored =
        new StoredData("physical cluster", source(extent), extent.position(), extent.stored());
    Struct data = unpadded(stored.read());
    if (extent.partial() && extent.encoding() == ClusterEncoding.ZSTD) {
      return zstdStart(data, extent.length());
    }
    byte[] bytes = chunks(extent).array(extent.length());
    switch (extent.encoding()) {
      case LZ4 -> lz4(bytes, data, extent);
      case LZMA -> Lzma.fillFromMicro(bytes, data);
      case DEFLATE -> Deflate.fill(bytes, data, false);
      case ZSTD -> Zstd.fill(bytes, data);
      default -> throw new IllegalStateException("not compressed");
    }
    return bytes;
  }

  /** Returns the compressed data, which follow zeros so that they end with the last block. */
  private static Struct unpadded(Struct stored) throws MalformedImageException {
    int start = 0;
    while (start < stored.length() && stored.u8(start) == 0) {
      start++;
    }
    if (start == stored.length()) {
      throw stored.malformed("has no data");
    }
    return stored.from(start);
  }

  private void lz4(byte[] bytes, Struct data, FileExtent extent) throws MalformedImageException {
    // Without padding in front, the end of the data is not known.
    boolean exact = !extent.partial() && superblock.has(ErofsFeature.ZERO_PADDING);
    int count = exact ? Lz4.decode(data, bytes) : Lz4.decodeStart(data, bytes);
    if (count < bytes.length) {
      throw data.mismatch(bytes.length + " bytes", count + " bytes");
    }
  }

  /** Decodes the first bytes of a frame of unknown size. */
  private static byte[] zstdStart(Struct data, int length) throws IOException {
    int room = length;
    while (true) {
      byte[] bytes = new byte[room];
      try {
        int count = Zstd.decode(data, bytes);
        if (count < length) {
          throw data.mismatch(length + " bytes", count + " bytes");
        }
        return count == length && room == length ? bytes : Arrays.copyOf(bytes, length);
      } catch (MalformedImageException e) {
        if (room == MAX_DECODED_BYTES) {
          throw e;
        }
        room = Math.min(MAX_DECODED_BYTES, room * 4);
      }
    }
  }

  void close() {
    blocks.close();
    inline.close();
  }
}
