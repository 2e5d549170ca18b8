package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Deflate;
import io.github.diskimagefs.codec.Lzbitmap;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Lzvn;
import java.io.IOException;

/**
 * Codec of the chunks of a compressed file. A chunk that does not shrink is stored as it is, after
 * a byte with which no encoded chunk starts.
 */
enum ChunkCodec {
  NONE,
  ZLIB,
  LZVN,
  LZFSE,
  LZBITMAP;

  /** Returns whether a chunk's first byte says that the others are the content as it is. */
  private boolean storedAsIs(int firstByte) {
    return switch (this) {
      case NONE -> true;
      case ZLIB -> (firstByte & 0x0F) == 0x0F;
      case LZVN -> firstByte == 0x06; // the stream's end mark
      case LZFSE -> firstByte != 'b'; // of "bvx"
      case LZBITMAP -> firstByte != 'Z'; // of "ZBM"
    };
  }

  /** Decodes until {@code target} is full or the input ends; returns the number of bytes. */
  private int expand(Struct chunk, byte[] target) throws IOException {
    if (this == NONE) {
      return 0;
    }
    if (this == ZLIB) {
      Deflate.decode(chunk, target, 0, target.length, true);
      return target.length;
    }
    byte[] encoded = chunk.bytes();
    return switch (this) {
      case LZVN -> Lzvn.decode(encoded, 0, encoded.length, target, 0, target.length);
      case LZFSE -> Lzfse.decode(encoded, 0, encoded.length, target, 0, target.length);
      default -> Lzbitmap.decode(encoded, 0, encoded.length, target, 0, target.length);
    };
  }

  /**
   * Decodes a chunk.
   *
   * @param length bytes of its content
   * @throws io.github.diskimagefs.MalformedImageException if the chunk does not give that many
   */
  byte[] decode(Struct chunk, int length) throws IOException {
    if (chunk.length() == length && this == NONE) {
      return chunk.bytes();
    }
    if (chunk.length() > length && storedAsIs(chunk.u8(0))) {
      return chunk.bytes(1, length);
    }
    byte[] target = new byte[length];
    int count = expand(chunk, target);
    if (count != length) {
      throw chunk.malformed("%s gave %d of %d bytes", name(), count, length);
    }
    return target;
  }
}
