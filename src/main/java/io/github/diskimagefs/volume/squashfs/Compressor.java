package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lz4;
import io.github.diskimagefs.codec.Lzma;
import io.github.diskimagefs.codec.Lzo;
import io.github.diskimagefs.codec.StoredData;
import io.github.diskimagefs.codec.Xz;
import io.github.diskimagefs.codec.Zstd;
import java.io.IOException;

/** Compression of all blocks of a volume, by its {@code compression_id}. */
enum Compressor {
  /**
   * zlib data. Some makers of firmware put LZMA in its place and left the identifier as it was: the
   * first byte of zlib data is neither that of a range coder nor common properties of LZMA.
   */
  GZIP(1),
  /** Data with the header of .lzma. */
  LZMA(2),
  /** LZO1X. */
  LZO(3),
  /** Streams of .xz, possibly with filters for executable code. */
  XZ(4),
  /** LZ4 blocks. */
  LZ4(5),
  /** Zstandard frames. */
  ZSTD(6);

  /** Properties that encoders of LZMA use by default: lc 3, lp 0, pb 2. */
  private static final int LZMA_PROPERTIES = 0x5D;

  private final int id;

  Compressor(int id) {
    this.id = id;
  }

  /** Returns the compressor of an identifier; null if there is none. */
  static Compressor of(int id) {
    for (Compressor compressor : values()) {
      if (compressor.id == id) {
        return compressor;
      }
    }
    return null;
  }

  /**
   * Decodes a block.
   *
   * @param target receives the decoded bytes from its start on
   * @return their number
   * @throws io.github.diskimagefs.MalformedImageException if the block is damaged or gives more
   *     bytes than fit
   */
  int decode(StoredData data, byte[] target) throws IOException {
    return switch (this) {
      case GZIP -> decodeZlib(data, target);
      case LZMA -> decodeLzma(data.read(), target);
      case LZO -> Lzo.decode(data.read(), target);
      case XZ -> Xz.decode(data.read(), target);
      case LZ4 -> Lz4.decode(data.read(), target);
      case ZSTD -> Zstd.decode(data, target);
    };
  }

  /** A look at the first byte of each block would cost a read of its own. */
  private static int decodeZlib(StoredData data, byte[] target) throws IOException {
    try {
      return Deflate.decode(data, target, true);
    } catch (MalformedImageException e) {
      if (isLzma(data)) {
        return decodeLzma(data.read(), target);
      }
      throw e;
    }
  }

  private static boolean isLzma(StoredData data) throws IOException {
    int first = data.first();
    return first == 0 || first == LZMA_PROPERTIES;
  }

  private static int decodeLzma(Struct data, byte[] target) throws IOException {
    return data.u8(0) == 0
        ? Lzma.decode(data, LZMA_PROPERTIES, target)
        : Lzma.decodeAlone(data, target);
  }
}
