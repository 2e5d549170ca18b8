package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bits of a part of a source, the most significant of each byte first. Zeros follow the end, so
 * that a code word can be looked up by more bits than it has; {@link #requireWithin} reports a
 * reader that took them.
 */
final class BitReader {
  private static final int WINDOW = 4096;

  private final String structure;
  private final ByteSource source;
  private final long start;
  private final long end;
  private final byte[] window = new byte[WINDOW];
  private int within;
  private int filled;

  /** Offset in the source of the byte after the window. */
  private long next;

  private long held;
  private int count;

  /**
   * Creates a reader.
   *
   * @param structure its name in messages
   * @param start offset in the source of the first byte
   * @param length bytes of the part
   * @param bit index of the first bit to read
   */
  BitReader(String structure, ByteSource source, long start, long length, long bit)
      throws IOException {
    this.structure = structure;
    this.source = source;
    this.start = start;
    this.end = start + length;
    this.next = start + bit / 8;
    int skipped = (int) (bit % 8);
    if (skipped > 0) {
      read(skipped);
    }
  }

  private void fill() throws IOException {
    while (count <= Long.SIZE - 16) {
      if (within == filled) {
        within = 0;
        filled = (int) Math.max(0, Math.min(WINDOW, end - next));
        if (filled == 0) {
          held <<= 8;
          count += 8;
          next++;
          continue;
        }
        source.readFully(next, ByteBuffer.wrap(window, 0, filled));
        next += filled;
      }
      held = held << 8 | (window[within++] & 0xFF);
      count += 8;
    }
  }

  /** Returns the next bits, up to 32, without taking them. */
  long peek(int bits) throws IOException {
    if (count < bits) {
      fill();
    }
    return held >>> (count - bits) & ((1L << bits) - 1);
  }

  void skip(int bits) {
    count -= bits;
  }

  /** Takes the next bits, up to 32. */
  long read(int bits) throws IOException {
    long value = peek(bits);
    count -= bits;
    return value;
  }

  /** Returns the index of the next bit. */
  long bit() {
    return (next - start - (filled - within)) * 8 - count;
  }

  /** Throws if more bits were taken than there are. */
  void requireWithin() throws MalformedImageException {
    if (bit() > (end - start) * 8) {
      throw malformed("ends within its data");
    }
  }

  MalformedImageException malformed(String detail) {
    return new MalformedImageException(structure, start, detail);
  }
}
