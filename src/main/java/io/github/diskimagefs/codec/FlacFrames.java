package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The frames of a FLAC file, which only their decoding separates. */
record FlacFrames(ByteSource file, FlacStreamInfo info) {
  /** Bytes that are read at once, unless a frame may be longer. */
  private static final int WINDOW = 64 << 10;

  /**
   * Maximum number of headers without a frame that a search tries: samples look like one less than
   * once in a frame, and each takes as long as the decoding of a frame.
   */
  private static final int MAX_TRIES = 64;

  /** Bytes of the longest frame header. */
  private static final int HEADER = 16;

  /** Returns the bytes of the file. */
  long size() {
    return file.size();
  }

  /** Returns the number of samples up to the end of the last whole frame. */
  long samples() throws IOException {
    Reader reader = reader();
    long samples = 0;
    long offset = Math.max(info.frames(), file.size() - 2L * info.frameBound());
    offset = offset > info.frames() ? reader.search(offset, file.size()) : offset;
    try {
      while (offset >= 0 && offset < file.size()) {
        FlacFrame frame = reader.decode(offset);
        samples = frame.header().first() + frame.header().samples();
        offset += frame.length();
      }
    } catch (MalformedImageException e) {
      return samples; // a tag, or a frame that is cut
    }
    return samples;
  }

  /** Creates a reader, which belongs to one thread. */
  Reader reader() {
    return new Reader();
  }

  /** Reads frames through a window of the file. */
  final class Reader {
    private byte[] window = new byte[Math.max(WINDOW, info.usualBound())];
    private long start;
    private int length;

    /** Moves the window so that it holds bytes from an offset on. */
    private int at(long offset, int needed) throws IOException {
      long end = Math.min(offset + needed, file.size());
      if (offset < start || end > start + length) {
        start = offset;
        length = (int) Math.max(0, Math.min(window.length, file.size() - offset));
        file.readFully(offset, ByteBuffer.wrap(window, 0, length));
      }
      return (int) (offset - start);
    }

    /**
     * Decodes the frame at an offset.
     *
     * @throws MalformedImageException if it is cut or broken
     */
    FlacFrame decode(long offset) throws IOException {
      int begin = at(offset, info.usualBound());
      try {
        return FlacFrame.decode(info, window, begin, length, start);
      } catch (MalformedImageException e) {
        int held = length - begin;
        if (held >= Math.min(info.frameBound(), file.size() - offset)) {
          throw e;
        }
        window = new byte[Math.max(WINDOW, info.frameBound())];
        length = 0;
        return FlacFrame.decode(info, window, at(offset, info.frameBound()), length, start);
      }
    }

    /** Returns the header of a frame that {@link #search} found. */
    FlacFrameHeader header(long offset) throws IOException {
      return FlacFrameHeader.read(info, window, at(offset, HEADER), length);
    }

    /**
     * Returns the offset of the first whole frame that starts in a range, or -1 if the last frame
     * before the range fills it. Its CRC distinguishes it from samples that look like a header.
     *
     * @throws MalformedImageException if no frame is as long as the range, or it has many headers
     *     without a frame
     */
    long search(long begin, long end) throws IOException {
      long limit = Math.min(end, begin + info.frameBound() + 1);
      int tries = 0;
      for (long offset = begin; offset < limit; offset++) {
        int first = at(offset, HEADER);
        if (FlacFrameHeader.read(info, window, first, length) != null) {
          if (whole(offset)) {
            return offset;
          }
          if (++tries == MAX_TRIES) {
            throw new MalformedImageException(
                "FLAC frames", begin, tries + " headers without a frame");
          }
        }
      }
      if (limit < end) {
        throw new MalformedImageException(
            "FLAC frames", begin, "no frame in " + (end - begin) + " bytes");
      }
      return -1;
    }

    private boolean whole(long offset) throws IOException {
      try {
        decode(offset);
        return true;
      } catch (MalformedImageException e) {
        return false;
      }
    }
  }
}
