package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.SourceStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decoder of gzip files (RFC 1952) of any number of members. Zeros and other bytes after the last
 * member are ignored, as gzip does.
 */
final class GzipStream extends BulkInputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;
  private static final int DEFLATE = 8;
  static final int TRAILER_BYTES = 8;

  private final SourceStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int loaded;
  private long size;
  private boolean inMember;
  private boolean ended;

  GzipStream(SourceStream in) {
    this.in = in;
  }

  /** Returns whether a member starts here. */
  private boolean atMember() throws IOException {
    return in.has(3) && in.peek(0) == 0x1F && in.peek(1) == 0x8B && in.peek(2) == DEFLATE;
  }

  @Override
  protected int readSome(byte[] target, int offset, int length) throws IOException {
    while (!ended) {
      if (!inMember) {
        header();
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        size += count;
        return count;
      }
      if (inflater.finished()) {
        in.consume(loaded - inflater.getRemaining());
        loaded = 0;
        trailer();
        inMember = false;
        ended = !atMember();
      } else if (inflater.needsInput()) {
        in.consume(loaded);
        loaded = in.fill();
        if (loaded == 0) {
          throw malformed("the gzip stream ends before its end");
        }
        inflater.setInput(in.buffer(), in.next(), loaded);
      } else {
        throw malformed("the gzip stream needs a dictionary");
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /** RFC 1952, 2.3. */
  private void header() throws IOException {
    if (!in.has(10) || !atMember()) {
      throw malformed("the header is cut");
    }
    int flags = in.peek(3);
    if ((flags & RESERVED) != 0) {
      throw malformed("reserved flags are set");
    }
    crc.reset();
    for (int i = 0; i < 10; i++) {
      headerByte();
    }
    if ((flags & EXTRA) != 0) {
      int extra = headerByte() | (headerByte() << 8);
      for (int i = 0; i < extra; i++) {
        headerByte();
      }
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      int expected = (int) crc.getValue() & 0xFFFF;
      if ((headerByte() | (headerByte() << 8)) != expected) {
        throw malformed("the checksum of the header is wrong");
      }
    }
    crc.reset();
    size = 0;
    inflater.reset();
    inMember = true;
  }

  private void skipText() throws IOException {
    while (headerByte() != 0) {
      // up to the NUL
    }
  }

  private int headerByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw malformed("the header is cut");
    }
    crc.update(value);
    return value;
  }

  private void trailer() throws IOException {
    if (!in.has(TRAILER_BYTES)) {
      throw malformed("the gzip stream ends before its end");
    }
    long expected = in.peekNumber(4);
    in.consume(4);
    long length = in.peekNumber(4);
    in.consume(4);
    if (expected != crc.getValue()) {
      throw malformed("the checksum is wrong");
    }
    if (length != (size & 0xFFFF_FFFFL)) {
      throw malformed("the length is wrong");
    }
  }

  private MalformedImageException malformed(String detail) {
    return new MalformedImageException("gzip", in.position(), detail);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
