package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Decoder of FLAC frames (RFC 9639) of two channels and 16 bits that follow each other without the
 * header of a stream.
 */
public final class RawFlac {
  /** Bytes of a sample of both channels. */
  private static final int FRAME = 4;

  /** Maximum samples of a frame; there is no header that states fewer. */
  private static final int MAX_BLOCK = 65_536;

  private static final FlacStreamInfo INFO =
      new FlacStreamInfo(16, MAX_BLOCK, 0, 44_100, 2, 16, 0, 0);

  private RawFlac() {}

  /**
   * Decodes samples.
   *
   * @param data the frames; other data may follow
   * @param target receives the samples, from its start on
   * @param length bytes of the samples, a multiple of four
   * @param bigEndian whether the most significant byte of a sample comes first in {@code target}
   * @return bytes of the frames
   * @throws MalformedImageException if the data are damaged or have fewer samples
   */
  public static int decode(Struct data, byte[] target, int length, boolean bigEndian)
      throws MalformedImageException {
    byte[] bytes = data.bytes();
    int high = bigEndian ? 0 : 1;
    int low = 1 - high;
    int offset = 0;
    int done = 0;
    while (done < length) {
      FlacFrame frame = FlacFrame.decode(INFO, bytes, offset, bytes.length, data.imageOffset());
      int samples = Math.min(frame.header().samples(), (length - done) / FRAME);
      for (int i = 0; i < samples; i++) {
        int left = frame.left(i);
        int right = frame.right(i);
        target[done + high] = (byte) (left >> 8);
        target[done + low] = (byte) left;
        target[done + 2 + high] = (byte) (right >> 8);
        target[done + 2 + low] = (byte) right;
        done += FRAME;
      }
      offset += frame.length();
    }
    return offset;
  }
}
