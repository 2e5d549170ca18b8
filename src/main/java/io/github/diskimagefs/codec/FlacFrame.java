package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/** A decoded FLAC frame of two channels (RFC 9639 section 9). */
final class FlacFrame {
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  private static final char[] CRC16 = new char[256];

  static {
    for (int i = 0; i < CRC16.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x8005;
      }
      CRC16[i] = (char) crc;
    }
  }

  private final FlacFrameHeader header;
  private final long[] left;
  private final long[] right;
  private final int length;

  private FlacFrame(FlacFrameHeader header, long[] left, long[] right, int length) {
    this.header = header;
    this.left = left;
    this.right = right;
    this.length = length;
  }

  FlacFrameHeader header() {
    return header;
  }

  /** Returns a sample of the left channel by its index in the frame. */
  int left(int index) {
    return (int) left[index];
  }

  /** Returns a sample of the right channel by its index in the frame. */
  int right(int index) {
    return (int) right[index];
  }

  /** Returns the bytes of the frame in the file. */
  int length() {
    return length;
  }

  /**
   * Decodes the frame of two channels at an offset.
   *
   * @param fileOffset of byte 0 in the file, for messages
   * @throws MalformedImageException if there is none, it is cut, or its CRC is wrong
   */
  static FlacFrame decode(FlacStreamInfo info, byte[] bytes, int offset, int end, long fileOffset)
      throws MalformedImageException {
    FlacFrameHeader header = FlacFrameHeader.read(info, bytes, offset, end);
    if (header == null) {
      throw malformed(fileOffset + offset, "no frame header");
    }
    FlacBits bits = new FlacBits(bytes, offset + header.length(), end, fileOffset);
    int assignment = header.assignment();
    long[] left = new long[header.samples()];
    long[] right = new long[header.samples()];
    FlacSubframe.decode(bits, info.bits() + (assignment == SIDE_RIGHT ? 1 : 0), left);
    FlacSubframe.decode(
        bits, info.bits() + (assignment == LEFT_SIDE || assignment == MID_SIDE ? 1 : 0), right);
    bits.align();
    int crc = 0;
    int crcOffset = bits.offset();
    for (int i = offset; i < crcOffset; i++) {
      crc = (char) ((crc << 8) ^ CRC16[(crc >> 8) ^ (bytes[i] & 0xFF)]);
    }
    if (bits.read(16) != crc) {
      throw malformed(fileOffset + offset, "the CRC of a frame is wrong");
    }
    decorrelate(assignment, left, right);
    return new FlacFrame(header, left, right, bits.offset() - offset);
  }

  /** Computes the samples of both channels from one of them, or their mean, and the difference. */
  private static void decorrelate(int assignment, long[] left, long[] right) {
    for (int i = 0; i < left.length; i++) {
      long first = left[i];
      long second = right[i];
      switch (assignment) {
        case LEFT_SIDE -> right[i] = first - second;
        case SIDE_RIGHT -> left[i] = first + second;
        case MID_SIDE -> {
          long mid = (first << 1) | (second & 1);
          left[i] = (mid + second) >> 1;
          right[i] = (mid - second) >> 1;
        }
        default -> {
          return;
        }
      }
    }
  }

  private static MalformedImageException malformed(long offset, String detail) {
    return new MalformedImageException("FLAC frame", offset, detail);
  }
}
