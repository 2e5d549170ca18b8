package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Decoder of blocks of LZ4 (LZ4 Block Format Description). */
public final class Lz4 {
  private static final int MIN_MATCH = 4;

  private Lz4() {}

  /**
   * Decodes a block.
   *
   * @param data the block
   * @param target receives the bytes from its start on
   * @return their number
   * @throws MalformedImageException if the block is damaged or gives more bytes than fit
   */
  public static int decode(Struct data, byte[] target) throws MalformedImageException {
    return decode(data, target, 0, target.length);
  }

  /**
   * Decodes a block that may refer to bytes before it.
   *
   * @param data the block
   * @param target receives the bytes; those before {@code start} are the history
   * @param start where the decoded bytes start
   * @param limit where they end at the latest
   * @return their number
   * @throws MalformedImageException if the block is damaged or gives more bytes than fit
   */
  public static int decode(Struct data, byte[] target, int start, int limit)
      throws MalformedImageException {
    byte[] bytes = data.bytes();
    int end = data.length();
    int position = 0;
    int done = start;
    while (position < end) {
      int token = bytes[position++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          if (position == end) {
            throw data.malformed("LZ4 block is cut");
          }
          more = bytes[position++] & 0xFF;
          literals += more;
        } while (more == 255 && literals <= limit - done);
      }
      if (literals > end - position || literals > limit - done) {
        throw data.malformed("LZ4 literals at %d pass the end", position);
      }
      System.arraycopy(bytes, position, target, done, literals);
      position += literals;
      done += literals;
      if (position == end) {
        return done - start;
      }
      if (position > end - 2) {
        throw data.malformed("LZ4 match at %d is cut", position);
      }
      int distance = (bytes[position] & 0xFF) | ((bytes[position + 1] & 0xFF) << 8);
      position += 2;
      int length = token & 15;
      if (length == 15) {
        int more;
        do {
          if (position == end) {
            throw data.malformed("LZ4 block is cut");
          }
          more = bytes[position++] & 0xFF;
          length += more;
        } while (more == 255 && length <= limit - done);
      }
      length += MIN_MATCH;
      if (distance == 0 || distance > done) {
        throw data.malformed("LZ4 match at %d refers to bytes before the data", position);
      }
      if (length > limit - done) {
        throw data.malformed("LZ4 match at %d passes the end", position);
      }
      Overlap.copy(target, done, distance, length);
      done += length;
    }
    return done - start;
  }
}
