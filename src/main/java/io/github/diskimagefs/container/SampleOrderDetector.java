package io.github.diskimagefs.container;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Determines the byte order of bare samples. Successive samples of audio differ little; read in the
 * wrong order they jump through the whole range.
 */
public final class SampleOrderDetector {
  private static final int SAMPLE_BYTES = 16 << 10;
  private static final int PLACES = 8;
  private static final int FRAME = 4;

  private SampleOrderDetector() {}

  /** Returns whether the most significant byte clearly comes first. */
  public static boolean bigEndian(ByteSource audio) throws IOException {
    long little = 0;
    long big = 0;
    boolean lowBytes = false;
    byte[] bytes = new byte[SAMPLE_BYTES];
    for (int place = 0; place < PLACES; place++) {
      long offset = audio.size() / PLACES * place & -FRAME;
      int length = (int) Math.min(SAMPLE_BYTES, audio.size() - offset) & -FRAME;
      audio.readFully(offset, ByteBuffer.wrap(bytes, 0, length));
      for (int i = FRAME; i < length; i += 2) {
        little += Math.abs(sample(bytes, i + 1, i) - sample(bytes, i - 3, i - 4));
        big += Math.abs(sample(bytes, i, i + 1) - sample(bytes, i - 4, i - 3));
        lowBytes |= bytes[i] != 0;
      }
    }
    // Audio of 8 bits in the upper bytes of samples is smooth in the wrong order too.
    return lowBytes && big < little / 4;
  }

  private static int sample(byte[] bytes, int high, int low) {
    return (bytes[high] << 8) | (bytes[low] & 0xFF);
  }
}
