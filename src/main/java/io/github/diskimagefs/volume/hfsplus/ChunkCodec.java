package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lzbitmap;
import io.github.diskimagefs.codec.Lzfse;
import io.github.diskimagefs.codec.Lzvn;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How the chunks of a compressed file are coded. A first byte marks those that are not. */
enum ChunkCodec {
  NONE {
    @Override
    boolean plain(int first) {
      return true;
    }

    @Override
    int expand(byte[] in, byte[] out) {
      return 0;
    }
  },
  ZLIB {
    @Override
    boolean plain(int first) {
      return (first & 0x0F) == 0x0F;
    }

    @Override
    int expand(byte[] in, byte[] out) throws IOException, DataFormatException {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(in);
        int total = 0;
        while (total < out.length) {
          int count = inflater.inflate(out, total, out.length - total);
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
    boolean plain(int first) {
      return first == 0x06; // the stream's end mark
    }

    @Override
    int expand(byte[] in, byte[] out) throws IOException {
      return Lzvn.decode(in, 0, in.length, out, 0, out.length);
    }
  },
  LZFSE {
    @Override
    boolean plain(int first) {
      return first != 'b'; // of "bvx"
    }

    @Override
    int expand(byte[] in, byte[] out) throws IOException {
      return Lzfse.decode(in, 0, in.length, out, 0, out.length);
    }
  },
  LZBITMAP {
    @Override
    boolean plain(int first) {
      return first != 'Z'; // of "ZBM"
    }

    @Override
    int expand(byte[] in, byte[] out) throws IOException {
      return Lzbitmap.decode(in, 0, in.length, out, 0, out.length);
    }
  };

  /** Whether a first byte says that the others are the content as it is. */
  abstract boolean plain(int first);

  /** Fills {@code out} as far as the input goes; returns how far. */
  abstract int expand(byte[] in, byte[] out) throws IOException, DataFormatException;

  /**
   * Decodes a chunk.
   *
   * @param length of the content, in bytes
   */
  byte[] decode(Struct chunk, int length) throws IOException {
    if (chunk.length() == length && this == NONE) {
      return chunk.bytes();
    }
    if (chunk.length() > length && plain(chunk.u8(0))) {
      return chunk.bytes(1, length);
    }
    byte[] out = new byte[length];
    try {
      int count = expand(chunk.bytes(), out);
      if (count != length) {
        throw chunk.malformed("%s gave %d of %d bytes", name(), count, length);
      }
      return out;
    } catch (DataFormatException e) {
      throw chunk.malformed("%s: %s", name(), e.getMessage());
    }
  }
}
