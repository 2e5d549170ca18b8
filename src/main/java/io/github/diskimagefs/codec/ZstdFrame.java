package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;

/**
 * The header of a frame of Zstandard (RFC 8878, 3.1.1.1 and 3.1.2).
 *
 * @param skippable whether the frame holds no content
 * @param windowSize bytes that matches may reach back; unsigned
 * @param contentSize bytes of the content, or of a skippable frame's data; -1 if not recorded
 * @param checksum whether a checksum of the content follows the last block
 */
record ZstdFrame(boolean skippable, long windowSize, long contentSize, boolean checksum) {
  static final int MAGIC = 0xFD2F_B528;

  /** Most blocks that {@link #sizeOfAll} walks over: 8 GiB of full ones. */
  private static final int MAX_BLOCKS = 1 << 16;

  private static final int SINGLE_SEGMENT = 0x20;
  private static final int RESERVED = 8;
  private static final int CHECKSUM = 4;

  /** Reads the header of a frame; returns null if no frame starts here. */
  static ZstdFrame read(SourceStream in) throws IOException {
    if (!in.has(4)) {
      return null;
    }
    int magic = (int) in.peekNumber(4);
    if ((magic & ~15) == Lz4Stream.SKIPPABLE_MAGIC && in.has(8)) {
      in.consume(4);
      return new ZstdFrame(true, 0, number(in, 4), false);
    }
    if (magic != MAGIC) {
      return null;
    }
    in.consume(4);
    int descriptor = (int) number(in, 1);
    if ((descriptor & RESERVED) != 0) {
      throw malformed(in, "a reserved bit of the frame header is set");
    }
    boolean single = (descriptor & SINGLE_SEGMENT) != 0;
    long window = 0;
    if (!single) {
      int code = (int) number(in, 1);
      long base = 1L << (10 + (code >> 3));
      window = base + base / 8 * (code & 7);
    }
    int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
    if (dictionaryBytes > 0 && number(in, dictionaryBytes) != 0) {
      throw new UnsupportedImageException("Zstandard with a dictionary");
    }
    int code = descriptor >> 6;
    long size = -1;
    if (code > 0 || single) {
      size = number(in, 1 << code) + (code == 1 ? 256 : 0);
    }
    return new ZstdFrame(false, single ? size : window, size, (descriptor & CHECKSUM) != 0);
  }

  /**
   * Returns the bytes that all frames give, by their headers; -1 if one does not record them, or
   * there are so many blocks that looking for it is no gain.
   */
  static long sizeOfAll(SourceStream in) throws IOException {
    long total = 0;
    int blocks = 0;
    for (ZstdFrame frame = read(in); frame != null; frame = read(in)) {
      if (frame.skippable) {
        if (in.skip(frame.contentSize) < frame.contentSize) {
          return -1;
        }
        continue;
      }
      if (frame.contentSize < 0 || frame.contentSize > Long.MAX_VALUE - total) {
        return -1;
      }
      total += frame.contentSize;
      int header;
      do {
        if (++blocks > MAX_BLOCKS || !in.has(3)) {
          return -1;
        }
        header = (int) number(in, 3);
        int size = ((header >> 1) & 3) == 1 ? 1 : header >> 3;
        if (in.skip(size) < size) {
          return -1;
        }
      } while ((header & 1) == 0);
      if (frame.checksum && in.skip(4) < 4) {
        return -1;
      }
    }
    return total;
  }

  private static long number(SourceStream in, int length) throws IOException {
    if (!in.has(length)) {
      throw malformed(in, "a header is cut");
    }
    long value = in.peekNumber(length);
    in.consume(length);
    return value;
  }

  private static MalformedImageException malformed(SourceStream in, String detail) {
    return new MalformedImageException("Zstandard", in.position(), detail);
  }
}
