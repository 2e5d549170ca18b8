package io.github.diskimagefs.container;

/**
 * Recognises audio of MPEG 1, 2 and 2.5 (ISO/IEC 11172-3, 13818-3) and AAC (ADTS, ISO/IEC 13818-7)
 * by frames that follow each other: bare samples hold no chain of them.
 */
final class MpegAudio {
  /** Frames that have to follow each other. */
  private static final int MIN_FRAMES = 4;

  /** Kilobits a second by version 1 or 2, layer and index, ISO/IEC 11172-3 clause 2.4.2.3. */
  private static final int[][][] RATES = {
    {
      {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
      {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
    },
    {
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    }
  };

  private static final int[] SAMPLES_A_SECOND = {44_100, 48_000, 32_000};

  private MpegAudio() {}

  /** Returns the name of the encoding if frames start at an offset, else null. */
  static String at(byte[] bytes, int offset) {
    if (offset + 4 > bytes.length
        || bytes[offset] != (byte) 0xFF
        || (bytes[offset + 1] & 0xE0) != 0xE0) {
      return null;
    }
    int next = offset;
    for (int frame = 0; frame < MIN_FRAMES; frame++) {
      int length = length(bytes, next);
      if (length <= 0 || fixed(bytes, next) != fixed(bytes, offset)) {
        return null;
      }
      next += length;
    }
    int layer = layer(bytes, offset);
    return layer == 0 ? "AAC" : layer == 3 ? "MP3" : "MPEG";
  }

  /** Returns the bits of a header that are the same in each frame: version, layer, sample rate. */
  private static int fixed(byte[] bytes, int offset) {
    return ((bytes[offset + 1] & 0xFE) << 8) | (bytes[offset + 2] & 0x0C);
  }

  /** Returns the layer, from 1 to 3; 0 for AAC, whose header has no layer. */
  private static int layer(byte[] bytes, int offset) {
    return (4 - ((bytes[offset + 1] >> 1) & 3)) & 3;
  }

  /** Returns the bytes of the frame at an offset; 0 if there is none. */
  private static int length(byte[] bytes, int offset) {
    if (offset + 6 > bytes.length
        || bytes[offset] != (byte) 0xFF
        || (bytes[offset + 1] & 0xE0) != 0xE0) {
      return 0;
    }
    int layer = layer(bytes, offset);
    if (layer == 0) {
      return adts(bytes, offset);
    }
    int version = (bytes[offset + 1] >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
    int rate = (bytes[offset + 2] >> 4) & 15;
    int sampling = (bytes[offset + 2] >> 2) & 3;
    if (version == 1 || rate == 0 || rate == 15 || sampling == 3) {
      return 0;
    }
    int bits = RATES[version == 3 ? 0 : 1][layer - 1][rate] * 1000;
    int samples = SAMPLES_A_SECOND[sampling] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int padding = (bytes[offset + 2] >> 1) & 1;
    if (layer == 1) {
      return (12 * bits / samples + padding) * 4;
    }
    return (layer == 3 && version != 3 ? 72 : 144) * bits / samples + padding;
  }

  private static int adts(byte[] bytes, int offset) {
    boolean sync = (bytes[offset + 1] & 0xF6) == 0xF0;
    int length =
        ((bytes[offset + 3] & 3) << 11)
            | ((bytes[offset + 4] & 0xFF) << 3)
            | ((bytes[offset + 5] & 0xFF) >> 5);
    return sync && length > 7 ? length : 0;
  }
}
