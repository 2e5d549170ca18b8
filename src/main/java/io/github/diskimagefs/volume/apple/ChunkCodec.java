package io.github.diskimagefs.volume.apple;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lzbitmap;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Lzvn;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
    int expand(byte[] encoded, byte[] target) {
      return 0;
    }
  },
  ZLIB {
    @Override
    boolean storedAsIs(int firstByte) {
      return (firstByte & 0x0F) == 0x0F;
    }

    @Override
    int expand(byte[] encoded, byte[] target) throws IOException, DataFormatException {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(encoded);
        int total = 0;
        while (total < target.length) {
          int count = inflater.inflate(target, total, target.length - total);
          if (count == 0) {
            break;
          }
          total += count;
        }
        return total;
      } finally {
        inflater.end();
      }
    }
  },
  LZVN {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte == 0x06; // the stream's end mark
    }

    @Override
    int expand(byte[] encoded, byte[] target) throws IOException {
      return Lzvn.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  },
  LZFSE {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte != 'b'; // of "bvx"
    }

    @Override
    int expand(byte[] encoded, byte[] target) throws IOException {
      return Lzfse.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  },
  LZBITMAP {
    @Override
    boolean storedAsIs(int firstByte) {
      return firstByte != 'Z'; // of "ZBM"
    }

    @Override
    int expand(byte[] encoded, byte[] target) throws IOException {
      return Lzbitmap.decode(encoded, 0, encoded.length, target, 0, target.length);
    }
  };

  /** Returns whether a chunk's first byte says that the others are the content as it is. */
  abstract boolean storedAsIs(int firstByte);

  /** Decodes until {@code target} is full or the input ends; returns the number of bytes. */
  abstract int expand(byte[] encoded, byte[] target) throws IOException, DataFormatException;

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
    try {
      int count = expand(chunk.bytes(), target);
      if (count != length) {
        throw chunk.malformed("%s gave %d of %d bytes", name(), count, length);
      }
      return target;
    } catch (DataFormatException e) {
      throw chunk.malformed("%s: %s", name(), e.getMessage());
    }
  }
}
