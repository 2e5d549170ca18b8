package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Decoder of blocks of LZO1X (Linux, Documentation/staging/lzo.rst). Each instruction copies bytes
 * decoded before, then up to three literals; or it is a run of literals alone. The meaning of the
 * smallest instructions depends on the number of literals that the one before copied.
 */
public final class Lzo {
  /** Literals after which a small instruction is a match at a distance of over 2 KiB. */
  private static final int RUN = 4;

  private static final int FAR_DISTANCE = 0x4000;
  private static final int NEAR_DISTANCE = 0x0800;

  private final Struct data;
  private final byte[] bytes;
  private final byte[] target;
  private int position;
  private int done;

  private Lzo(Struct data, byte[] target) {
    this.data = data;
    this.bytes = data.bytes();
    this.target = target;
  }

  /**
   * Decodes a block up to its end mark.
   *
   * @param data the block
   * @param target receives the bytes from its start on
   * @return their number
   * @throws MalformedImageException if the block is damaged or gives more bytes than fit
   */
  public static int decode(Struct data, byte[] target) throws MalformedImageException {
    Lzo decoder = new Lzo(data, target);
    try {
      decoder.decode();
    } catch (IndexOutOfBoundsException e) {
      throw data.malformed("LZO block is cut at %d", decoder.position);
    }
    return decoder.done;
  }

  private void decode() throws MalformedImageException {
    int literals = 0;
    int first = bytes[0] & 0xFF;
    if (first > 17) {
      position++;
      literals = first - 17;
      literals(literals);
      literals = Math.min(RUN, literals);
    }
    while (true) {
      int instruction = bytes[position++] & 0xFF;
      if (instruction < 16 && literals == 0) {
        literals(3 + (instruction == 0 ? 15 + extension() : instruction));
        literals = RUN;
        continue;
      }
      int length;
      int distance;
      int trailing;
      if (instruction >= 64) {
        length = (instruction >> 5) + 1;
        distance = ((instruction >> 2) & 7) + ((bytes[position++] & 0xFF) << 3) + 1;
        trailing = instruction & 3;
      } else if (instruction >= 32) {
        length = 2 + length(instruction & 31, 31);
        trailing = bytes[position] & 3;
        distance = word() + 1;
      } else if (instruction >= 16) {
        length = 2 + length(instruction & 7, 7);
        trailing = bytes[position] & 3;
        distance = ((instruction & 8) << 11) + word();
        if (distance == 0) {
          return; // the end mark
        }
        distance += FAR_DISTANCE;
      } else {
        boolean far = literals == RUN;
        length = far ? 3 : 2;
        distance = (instruction >> 2) + ((bytes[position++] & 0xFF) << 2) + 1;
        distance += far ? NEAR_DISTANCE : 0;
        trailing = instruction & 3;
      }
      match(distance, length);
      literals = trailing;
      literals(literals);
    }
  }

  private int length(int recorded, int extended) throws MalformedImageException {
    return recorded == 0 ? extended + extension() : recorded;
  }

  /** Reads a length of more than the instruction's bits: zeros count 255 each. */
  private int extension() throws MalformedImageException {
    int length = 0;
    int next;
    while ((next = bytes[position++] & 0xFF) == 0) {
      length += 255;
      if (length > target.length) {
        throw data.malformed("LZO block gives more than %d bytes", target.length);
      }
    }
    return length + next;
  }

  /** Reads the upper 14 bits of a little-endian number of 16 bits. */
  private int word() {
    int word = (bytes[position] & 0xFF) | ((bytes[position + 1] & 0xFF) << 8);
    position += 2;
    return word >> 2;
  }

  private void literals(int count) throws MalformedImageException {
    require(count);
    if (count <= 3) {
      for (int i = 0; i < count; i++) {
        target[done + i] = bytes[position + i];
      }
    } else {
      System.arraycopy(bytes, position, target, done, count);
    }
    position += count;
    done += count;
  }

  private void match(int distance, int length) throws MalformedImageException {
    if (distance > done) {
      throw data.malformed("LZO match at %d refers to bytes before the data", position);
    }
    require(length);
    Overlap.copy(target, done, distance, length);
    done += length;
  }

  private void require(int count) throws MalformedImageException {
    if (count > target.length - done) {
      throw data.malformed("LZO block gives more than %d bytes", target.length);
    }
  }
}
