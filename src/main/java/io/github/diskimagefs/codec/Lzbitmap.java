package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;

/**
 * LZBITMAP, the codec of HFS+ and APFS compression types 13 and 14.
 *
 * <p>A magic number, then chunks that decode to up to 32 KiB. A chunk starts with two 24-bit
 * lengths: its own and that of its content; a chunk without content ends the stream.
 */
public final class Lzbitmap {
  private static final int MAGIC = 0x094D425A; // ZBM\x09
  private static final int MAX_CHUNK_BYTES = 32 << 10;
  private static final int CHUNK_HEADER = 6;

  private Lzbitmap() {}

  /**
   * Decodes until the target is full or the last chunk is read.
   *
   * @return the number of bytes decoded
   * @throws MalformedImageException if the source is not such a stream
   */
  public static int decode(
      byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
      throws IOException {
    LzInput input = new LzInput("LZBITMAP", source, start, length);
    input.need(4);
    if (input.s32(0) != MAGIC) {
      throw input.mismatch(
          String.format("magic 0x%08X", MAGIC), String.format("0x%08X", input.s32(0)));
    }
    input.skip(4);
    LzOutput output = new LzOutput(target, targetStart, targetLength);
    while (output.room() > 0) {
      input.need(CHUNK_HEADER);
      int chunk = u24(input, 0);
      int decoded = u24(input, 3);
      if (decoded == 0) {
        break;
      }
      if (chunk < CHUNK_HEADER || decoded > MAX_CHUNK_BYTES) {
        throw input.malformed("a chunk of %d bytes, giving %d", chunk, decoded);
      }
      input.need(chunk);
      int requested = Math.min(decoded, output.room());
      if (chunk == decoded + CHUNK_HEADER) {
        output.put(source, input.offset() + CHUNK_HEADER, requested);
      } else {
        new LzbitmapChunk(input, chunk).decode(output, requested);
      }
      input.skip(chunk);
    }
    return output.history();
  }

  static int u24(LzInput input, int offset) {
    return input.u16(offset) | input.u8(offset + 2) << 16;
  }
}
