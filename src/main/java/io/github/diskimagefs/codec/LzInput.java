package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Compressed bytes: an array, or a stream read through a buffer. */
final class LzInput {
  private static final VarHandle LE16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final String codec;
  private final InputStream more;
  private byte[] bytes;
  private int at;
  private int end;
  private long passed;

  LzInput(String codec, byte[] bytes, int from, int length) {
    this.codec = codec;
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
    this.more = null;
    this.passed = -from;
  }

  LzInput(String codec, InputStream more) {
    this.codec = codec;
    this.bytes = new byte[64 << 10];
    this.more = more;
  }

  /** Whether {@code count} more bytes are there; they lie in one piece of {@link #bytes} then. */
  boolean has(int count) throws IOException {
    return end - at >= count || (more != null && refill(count));
  }

  /** Like {@link #has}, but their lack is an error. */
  void need(int count) throws IOException {
    if (!has(count)) {
      throw malformed("the stream ends, %d bytes missing", count - (end - at));
    }
  }

  private boolean refill(int count) throws IOException {
    byte[] target = count > bytes.length ? new byte[count] : bytes;
    System.arraycopy(bytes, at, target, 0, end - at);
    passed += at;
    end -= at;
    at = 0;
    bytes = target;
    while (end < count) {
      int read = more.read(bytes, end, bytes.length - end);
      if (read <= 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  /** The array in which the bytes that {@link #has} told of lie from {@link #at} on. */
  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  /** How many bytes lie at hand. */
  int available() {
    return end - at;
  }

  void skip(int count) {
    at += count;
  }

  /** Unsigned byte at {@code offset} of what lies at hand. */
  int u8(int offset) {
    return bytes[at + offset] & 0xFF;
  }

  int u16(int offset) {
    return (short) LE16.get(bytes, at + offset) & 0xFFFF;
  }

  int s32(int offset) {
    return (int) LE32.get(bytes, at + offset);
  }

  long u32(int offset) {
    return s32(offset) & 0xFFFF_FFFFL;
  }

  long s64(int offset) {
    return u32(offset) | (long) s32(offset + 4) << 32;
  }

  MalformedImageException malformed(String detail, Object... values) {
    return new MalformedImageException(
        codec,
        MalformedImageException.NO_OFFSET,
        "at " + (passed + at) + " of the compressed bytes: " + String.format(detail, values));
  }
}
