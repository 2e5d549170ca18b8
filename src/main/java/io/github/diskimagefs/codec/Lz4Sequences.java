package io.github.diskimagefs.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decoder of LZ4 sequences that are short and far from the end of both arrays, as most are.
 * Literals and matches are copied by eight bytes; those copied too many are overwritten by the next
 * sequence.
 */
final class Lz4Sequences {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MIN_MATCH = 4;

  /** What four bits state if a byte with the rest of a length follows. */
  private static final int MORE = 15;

  /** The rest of a length in a short sequence. */
  private static final int MAX_MORE = 45;

  /**
   * Bytes from the start of a sequence that may be read: its fields, and its literals as copied.
   */
  private static final int MAX_READ = 40;

  /** Bytes that a sequence may write: literals, match, and the rest of the last step. */
  private static final int MAX_WRITTEN = 96;

  private Lz4Sequences() {}

  /**
   * Decodes short sequences up to the first other one.
   *
   * @param bytes the block
   * @param position of a sequence in it
   * @param end of the block
   * @param target receives the decoded bytes
   * @param done number of bytes that it has
   * @param limit before which bytes may be written
   * @return the position of the next sequence in the upper 32 bits, and the number of bytes that
   *     the target has then
   */
  static long decode(byte[] bytes, int position, int end, byte[] target, int done, int limit) {
    int next = position;
    int to = done;
    while (next < end - MAX_READ && to < limit - MAX_WRITTEN) {
      int from = next;
      int token = bytes[from++] & 0xFF;
      int literals = token >>> 4;
      if (literals == MORE) {
        break; // copies of several lengths in this loop make all of them slower
      }
      int match = to + literals;
      int distance = (short) SHORT.get(bytes, from + literals) & 0xFFFF;
      int after = from + literals + 2;
      int length = token & 15;
      if (length == MORE) {
        int more = bytes[after++] & 0xFF;
        if (more > MAX_MORE) {
          break;
        }
        length += more;
      }
      if (distance < Long.BYTES || distance > match) {
        break; // close ones overlap within a step
      }
      Overlap.step(bytes, from, target, to);
      Overlap.step(bytes, from + 8, target, to + 8);
      int earlier = match - distance;
      Overlap.step(target, earlier, target, match);
      Overlap.step(target, earlier + 8, target, match + 8);
      Overlap.step(target, earlier + 16, target, match + 16);
      for (int i = 24; i < length + MIN_MATCH; i += 8) {
        Overlap.step(target, earlier + i, target, match + i);
      }
      to = match + length + MIN_MATCH;
      next = after;
    }
    return (long) next << Integer.SIZE | to;
  }
}
