package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Decoder of LZNT1 ([MS-XCA] 2.5), the compression of NTFS files. */
public final class Lznt1 {
  private static final int CHUNK_SIZE = 4096;
  private static final int COMPRESSED = 0x8000;

  private Lznt1() {}

  /**
   * Decodes data.
   *
   * @param data chunks of up to 4096 bytes; a header of 0 ends them
   * @param target receives the bytes from its start on
   * @return their number
   * @throws MalformedImageException if the data are damaged or give more bytes than fit
   */
  public static int decode(Struct data, byte[] target) throws MalformedImageException {
    byte[] bytes = data.bytes();
    int position = 0;
    int done = 0;
    while (position <= bytes.length - 2 && done < target.length) {
      int header = (bytes[position] & 0xFF) | (bytes[position + 1] & 0xFF) << 8;
      if (header == 0) {
        break;
      }
      int end = position + 2 + (header & 0xFFF) + 1;
      if (end > bytes.length) {
        throw data.malformed("LZNT1 chunk at %d is cut", position);
      }
      int limit = Math.min(target.length, done + CHUNK_SIZE);
      if ((header & COMPRESSED) == 0) {
        int count = Math.min(end - position - 2, limit - done);
        System.arraycopy(bytes, position + 2, target, done, count);
        done += count;
      } else {
        done = chunk(data, bytes, position + 2, end, target, done, limit);
      }
      position = end;
      // A chunk that is not the last one stands for 4096 bytes.
      if (position <= bytes.length - 2 && (bytes[position] | bytes[position + 1]) != 0) {
        done = limit;
      }
    }
    return done;
  }

  private static int chunk(
      Struct data, byte[] bytes, int start, int end, byte[] target, int first, int limit)
      throws MalformedImageException {
    int position = start;
    int done = first;
    while (position < end && done < limit) {
      int flags = bytes[position++];
      for (int bit = 0; bit < 8 && position < end && done < limit; bit++) {
        if ((flags >> bit & 1) == 0) {
          target[done++] = bytes[position++];
          continue;
        }
        if (position > end - 2) {
          throw data.malformed("LZNT1 phrase at %d is cut", position);
        }
        int phrase = (bytes[position] & 0xFF) | (bytes[position + 1] & 0xFF) << 8;
        position += 2;
        // The further into the chunk, the more bits the distance takes.
        int lengthBits = 12 - Math.max(0, 28 - Integer.numberOfLeadingZeros(done - first - 1 | 8));
        int distance = (phrase >>> lengthBits) + 1;
        int length = Math.min((phrase & (1 << lengthBits) - 1) + 3, limit - done);
        if (distance > done - first) {
          throw data.malformed("LZNT1 phrase at %d refers to bytes before its chunk", position - 2);
        }
        for (int i = 0; i < length; i++, done++) {
          target[done] = target[done - distance];
        }
      }
    }
    return done;
  }
}
