package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/**
 * The header of a FLAC frame (RFC 9639 section 9.1).
 *
 * @param first number of its first sample
 * @param samples of each channel
 * @param assignment of the channels: below 8 independent, 8 left and side, 9 side and right, 10 mid
 *     and side
 * @param length bytes of the header
 */
record FlacFrameHeader(long first, int samples, int assignment, int length) {
  private static final int MAX_LENGTH = 16;
  private static final int[] CRC8 = new int[256];

  static {
    for (int i = 0; i < CRC8.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ 0x07;
      }
      CRC8[i] = crc & 0xFF;
    }
  }

  /**
   * Reads the header at an offset.
   *
   * @return null if there is none that fits the stream
   */
  static FlacFrameHeader read(FlacStreamInfo info, byte[] bytes, int offset, int end) {
    if (end - offset < 6 || bytes[offset] != (byte) 0xFF || (bytes[offset + 1] & 0xFE) != 0xF8) {
      return null;
    }
    try {
      return read(
          info, new FlacBits(bytes, offset, Math.min(end, offset + MAX_LENGTH), 0), bytes, offset);
    } catch (MalformedImageException e) {
      return null;
    }
  }

  private static FlacFrameHeader read(FlacStreamInfo info, FlacBits bits, byte[] bytes, int offset)
      throws MalformedImageException {
    boolean variable = (bits.read(16) & 1) != 0;
    int sizeCode = (int) bits.read(4);
    int rateCode = (int) bits.read(4);
    int assignment = (int) bits.read(4);
    int bitsCode = (int) bits.read(3);
    if (bits.read(1) != 0 || sizeCode == 0 || rateCode == 15 || assignment > 10) {
      return null;
    }
    int channels = assignment < 8 ? assignment + 1 : 2;
    if (channels != info.channels() || (bitsCode != 0 && bitsOf(bitsCode) != info.bits())) {
      return null;
    }
    long number = number(bits);
    int samples = samples(sizeCode, bits);
    bits.read(rateCode == 12 ? 8 : rateCode > 12 ? 16 : 0);
    int crcOffset = bits.offset();
    int crc = 0;
    for (int i = offset; i < crcOffset; i++) {
      crc = CRC8[crc ^ (bytes[i] & 0xFF)];
    }
    if (number < 0 || crc != bits.read(8) || samples > info.maxBlock()) {
      return null;
    }
    long first = variable ? number : number * info.maxBlock();
    return new FlacFrameHeader(first, samples, assignment, bits.offset() - offset);
  }

  private static int samples(int code, FlacBits bits) throws MalformedImageException {
    return switch (code) {
      case 1 -> 192;
      case 2, 3, 4, 5 -> 144 << code;
      case 6 -> (int) bits.read(8) + 1;
      case 7 -> (int) bits.read(16) + 1;
      default -> 256 << (code - 8);
    };
  }

  private static int bitsOf(int code) {
    return switch (code) {
      case 1 -> 8;
      case 2 -> 12;
      case 4 -> 16;
      case 5 -> 20;
      case 6 -> 24;
      case 7 -> 32;
      default -> -1;
    };
  }

  /** Reads a number of up to 36 bits, encoded like UTF-8 (section 9.1.5); -1 if it is none. */
  private static long number(FlacBits bits) throws MalformedImageException {
    int lead = (int) bits.read(8);
    if (lead < 0x80) {
      return lead;
    }
    int following = Integer.numberOfLeadingZeros(~(lead << 24)) - 1;
    if (following < 1 || following > 6) {
      return -1;
    }
    long value = lead & ((1 << (6 - following)) - 1);
    for (int i = 0; i < following; i++) {
      long next = bits.read(8);
      if ((next & 0xC0) != 0x80) {
        return -1;
      }
      value = (value << 6) | (next & 0x3F);
    }
    return value;
  }
}
