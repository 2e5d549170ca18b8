package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Compressed bytes: an array, or a stream with a buffer. */
final class LzInput {
  private static final VarHandle LE16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final String codec;
  private final InputStream stream;
  private byte[] bytes;
  private int offset;
  private int end;
  private long bufferStart; // position of bytes[0] in the compressed bytes

  LzInput(String codec, byte[] bytes, int start, int length) {
    this.codec = codec;
    this.bytes = bytes;
    this.offset = start;
    this.end = start + length;
    this.stream = null;
    this.bufferStart = -start;
  }

  LzInput(String codec, InputStream stream) {
    this.codec = codec;
    this.bytes = new byte[64 << 10];
    this.stream = stream;
  }

  /**
   * Returns whether {@code count} more bytes exist; if so, they are contiguous in {@link #bytes}.
   */
  boolean has(int count) throws IOException {
    return end - offset >= count || (stream != null && refill(count));
  }

  /** Throws if there are fewer than {@code count} more bytes. */
  void need(int count) throws IOException {
    if (!has(count)) {
      throw mismatch(count + " bytes", (end - offset) + " bytes");
    }
  }

  private boolean refill(int count) throws IOException {
    byte[] target = count > bytes.length ? new byte[count] : bytes;
    System.arraycopy(bytes, offset, target, 0, end - offset);
    bufferStart += offset;
    end -= offset;
    offset = 0;
    bytes = target;
    while (end < count) {
      int read = stream.read(bytes, end, bytes.length - end);
      if (read <= 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  /** Returns the buffer; its unread bytes start at {@link #offset}. */
  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  /** Returns the number of unread bytes in the buffer. */
  int available() {
    return end - offset;
  }

  void skip(int count) {
    offset += count;
  }

  /** Returns the unsigned byte {@code ahead} bytes after the current one. */
  int u8(int ahead) {
    return bytes[offset + ahead] & 0xFF;
  }

  int u16(int ahead) {
    return (short) LE16.get(bytes, offset + ahead) & 0xFFFF;
  }

  int s32(int ahead) {
    return (int) LE32.get(bytes, offset + ahead);
  }

  long u32(int ahead) {
    return s32(ahead) & 0xFFFF_FFFFL;
  }

  long s64(int ahead) {
    return u32(ahead) | (long) s32(ahead + 4) << 32;
  }

  /** Returns an exception that names the codec and the position in the compressed data. */
  MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        codec, MalformedImageException.NO_OFFSET, String.format(detail, values) + position());
  }

  /** Returns an exception as {@link #malformed} does, with the valid value and the one found. */
  MalformedImageException mismatch(String expected, String found) {
    return new MalformedImageException(
        codec, MalformedImageException.NO_OFFSET, expected + position(), found);
  }

  private String position() {
    return " at byte " + (bufferStart + offset) + " of the compressed data";
  }
}
