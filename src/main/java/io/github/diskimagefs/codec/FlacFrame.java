package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;

/** A decoded FLAC frame of two channels (RFC 9639 section 9). */
final class FlacFrame {
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;

  /** Bytes that the CRC takes at a time. */
  private static final int STEP = 8;

  /** The CRC of a byte with {@code n} zero bytes after it, at {@code 256 * n + byte}. */
  private static final char[] CRC16 = new char[STEP << 8];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x8005;
      }
      CRC16[i] = (char) crc;
    }
    for (int i = 256; i < CRC16.length; i++) {
      int before = CRC16[i - 256];
      CRC16[i] = (char) ((before << 8) ^ CRC16[before >> 8]);
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
    int crc = crc(bytes, offset, bits.offset());
    if (bits.read(16) != crc) {
      throw malformed(fileOffset + offset, "the CRC of a frame is wrong");
    }
    decorrelate(assignment, left, right);
    return new FlacFrame(header, left, right, bits.offset() - offset);
  }

  private static int crc(byte[] bytes, int start, int end) {
    int crc = 0;
    int i = start;
    for (; i <= end - STEP; i += STEP) {
      crc =
          CRC16[0x700 + ((crc >> 8) ^ (bytes[i] & 0xFF))]
              ^ CRC16[0x600 + ((crc ^ bytes[i + 1]) & 0xFF)]
              ^ CRC16[0x500 + (bytes[i + 2] & 0xFF)]
              ^ CRC16[0x400 + (bytes[i + 3] & 0xFF)]
              ^ CRC16[0x300 + (bytes[i + 4] & 0xFF)]
              ^ CRC16[0x200 + (bytes[i + 5] & 0xFF)]
              ^ CRC16[0x100 + (bytes[i + 6] & 0xFF)]
              ^ CRC16[bytes[i + 7] & 0xFF];
    }
    for (; i < end; i++) {
      crc = (char) ((crc << 8) ^ CRC16[(crc >> 8) ^ (bytes[i] & 0xFF)]);
    }
    return crc;
  }

  /** Computes the samples of both channels from one of them, or their mean, and the difference. */
  private static void decorrelate(int assignment, long[] left, long[] right) {
    int count = left.length;
    switch (assignment) {
      case LEFT_SIDE -> {
        for (int i = 0; i < count; i++) {
          right[i] = left[i] - right[i];
        }
      }
      case SIDE_RIGHT -> {
        for (int i = 0; i < count; i++) {
          left[i] += right[i];
        }
      }
      case MID_SIDE -> {
        for (int i = 0; i < count; i++) {
          long side = right[i];
          long mid = (left[i] << 1) | (side & 1);
          left[i] = (mid + side) >> 1;
          right[i] = (mid - side) >> 1;
        }
      }
      default -> {
        // the channels are independent
      }
    }
  }

  private static MalformedImageException malformed(long offset, String detail) {
    return new MalformedImageException("FLAC frame", offset, detail);
  }
}
