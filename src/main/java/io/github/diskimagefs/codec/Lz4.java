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
   * Decodes the first bytes of a block, of which the end need not be known: as many as fit.
   *
   * @param data the block of up to 1 MiB, possibly followed by other bytes
   * @param target receives the bytes from its start on
   * @return their number
   * @throws MalformedImageException if the block is damaged before {@code target} is full
   */
  public static int decodeStart(Struct data, byte[] target) throws MalformedImageException {
    return decode(data, target, 0, target.length, true);
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
    return decode(data, target, start, limit, false);
  }

  /** As above; if {@code cut}, the bytes that do not fit are left out. */
  private static int decode(Struct data, byte[] target, int start, int limit, boolean cut)
      throws MalformedImageException {
    byte[] bytes = data.array();
    int position = data.arrayOffset();
    int end = position + data.length();
    int done = start;
    while (position < end) {
      long state = Lz4Sequences.decode(bytes, position, end, target, done, limit);
      position = (int) (state >>> Integer.SIZE);
      done = (int) state;
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
        } while (more == 255 && (cut || literals <= limit - done));
      }
      if (cut && literals >= limit - done && limit - done <= end - position) {
        System.arraycopy(bytes, position, target, done, limit - done);
        return limit - start;
      }
      if (literals > end - position || literals > limit - done) {
        throw data.malformed("LZ4 literals at %d pass the end", position - data.arrayOffset());
      }
      System.arraycopy(bytes, position, target, done, literals);
      position += literals;
      done += literals;
      if (position == end) {
        return done - start;
      }
      if (position > end - 2) {
        throw data.malformed("LZ4 match at %d is cut", position - data.arrayOffset());
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
        throw data.malformed(
            "LZ4 match at %d refers to bytes before the data", position - data.arrayOffset());
      }
      if (length > limit - done) {
        if (!cut) {
          throw data.malformed("LZ4 match at %d passes the end", position - data.arrayOffset());
        }
        Overlap.copy(target, done, distance, limit - done);
        return limit - start;
      }
      Overlap.copy(target, done, distance, length);
      done += length;
    }
    return done - start;
  }
}
