package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Decoder of XPRESS with Huffman codes ([MS-XCA] 2.2, "LZ77+Huffman"), for up to 64 KiB. */
public final class XpressHuffman {
  private static final int SYMBOLS = 512;
  private static final int TABLE_BYTES = SYMBOLS / 2;
  private static final int MIN_MATCH = 3;
  private static final int LONG_LENGTH = 15;

  private XpressHuffman() {}

  /**
   * Decodes a chunk.
   *
   * @param length bytes of the chunk when decoded
   * @throws MalformedImageException if the data are damaged
   */
  public static byte[] decode(Struct data, int length) throws MalformedImageException {
    byte[] bytes = data.bytes();
    if (bytes.length < TABLE_BYTES) {
      throw data.malformed("code lengths are cut");
    }
    byte[] lengths = new byte[SYMBOLS];
    for (int i = 0; i < TABLE_BYTES; i++) {
      lengths[2 * i] = (byte) (bytes[i] & 15);
      lengths[2 * i + 1] = (byte) (bytes[i] >> 4 & 15);
    }
    CanonicalCode code = CanonicalCode.of(data, lengths, SYMBOLS);
    WordBits stream = new WordBits(bytes, TABLE_BYTES);
    byte[] target = new byte[length];
    for (int done = 0; done < length; ) {
      int symbol = code.next(data, stream);
      if (symbol < 256) {
        target[done++] = (byte) symbol;
        continue;
      }
      stream.ensure(16);
      int count = matchLength(symbol & 15, stream);
      int offsetBits = symbol >> 4 & 15;
      int offset = 1 << offsetBits | stream.read(offsetBits);
      if (offset > done || count > length - done || stream.pastEnd()) {
        throw data.malformed("match of %d bytes at distance %d", count, offset);
      }
      for (int end = done + count; done < end; done++) {
        target[done] = target[done - offset];
      }
    }
    if (stream.pastEnd()) {
      throw data.malformed("ends before its %d bytes", length);
    }
    return target;
  }

  private static int matchLength(int header, WordBits stream) {
    int length = header;
    if (length == LONG_LENGTH) {
      length += stream.nextByte();
      if (length == LONG_LENGTH + 255) {
        length = stream.nextByte() | stream.nextByte() << 8;
      }
    }
    return length + MIN_MATCH;
  }
}
