package io.github.diskimagefs.container;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.Charset;

/**
 * A position in a descriptor whose fields follow each other, because texts of any length are
 * between them.
 */
public final class StructReader {
  private final Struct struct;
  private int position;

  /** Starts at the first byte. */
  public StructReader(Struct struct) {
    this.struct = struct;
  }

  /** Returns the offset of the next field. */
  public int position() {
    return position;
  }

  /** Returns the descriptor. */
  public Struct struct() {
    return struct;
  }

  /**
   * Skips bytes.
   *
   * @param count unsigned, of any size
   * @throws MalformedImageException if the descriptor has no so many
   */
  public void skip(long count) throws MalformedImageException {
    if (count < 0 || count > struct.length() - position) {
      throw struct.malformed(
          "%d bytes at offset %d, but the descriptor has %d", count, position, struct.length());
    }
    position += (int) count;
  }

  /** Returns an unsigned field of 8 bits. */
  public int u8() throws MalformedImageException {
    int value = struct.u8(position);
    position++;
    return value;
  }

  /** Returns an unsigned field of 16 bits. */
  public int u16() throws MalformedImageException {
    int value = struct.u16(position);
    position += 2;
    return value;
  }

  /** Returns an unsigned field of 32 bits. */
  public long u32() throws MalformedImageException {
    long value = struct.u32(position);
    position += 4;
    return value;
  }

  /** Returns a signed field of 32 bits. */
  public int s32() throws MalformedImageException {
    int value = struct.s32(position);
    position += 4;
    return value;
  }

  /** Returns a part of the descriptor, and skips it. */
  public byte[] bytes(long count) throws MalformedImageException {
    int begin = position;
    skip(count);
    return struct.bytes(begin, (int) count);
  }

  /** Returns a text of a number of bytes, up to its first zero. */
  public String text(long count, Charset charset) throws MalformedImageException {
    int begin = position;
    skip(count);
    String text = struct.text(begin, (int) count, charset);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
