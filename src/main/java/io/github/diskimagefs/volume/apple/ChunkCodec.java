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
  NONE {
    @Override
    boolean storedAsIs(int firstByte) {
      return true;
    }

    @Override
    int expand(Struct chunk, byte[] target) {
      return 0;
    }
  },
  ZLIB {
    @Override
    boolean storedAsIs(int firstByte) {
      return (firstByte & 0x0F) == 0x0F;
    }

    @Override
    int expand(Struct chunk, byte[] target) throws IOException {
      Deflate.decode(chunk, target, 0, target.length, true);
      return target.length;
    }
  },
  LZVN {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte == 0x06; // the stream's end mark
    }

    @Override
    int expand(Struct chunk, byte[] target) throws IOException {
      byte[] encoded = chunk.bytes();
      return Lzvn.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  },
  LZFSE {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte != 'b'; // of "bvx"
    }

    @Override
    int expand(Struct chunk, byte[] target) throws IOException {
      byte[] encoded = chunk.bytes();
      return Lzfse.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  },
  LZBITMAP {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte != 'Z'; // of "ZBM"
    }

    @Override
    int expand(Struct chunk, byte[] target) throws IOException {
      byte[] encoded = chunk.bytes();
      return Lzbitmap.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  };

  /** Returns whether a chunk's first byte says that the others are the content as it is. */
  abstract boolean storedAsIs(int firstByte);

  /** Decodes until {@code target} is full or the input ends; returns the number of bytes. */
  abstract int expand(Struct chunk, byte[] target) throws IOException;

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
