package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** Fields that follow each other, numbers little-endian. */
final class FieldBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FieldBytes u8(long... values) {
    for (long value : values) {
      out.write((int) value);
    }
    return this;
  }

  FieldBytes u16(long value) {
    return u8(value, value >> 8);
  }

  FieldBytes u32(long value) {
    return u16(value).u16(value >> 16);
  }

  FieldBytes u64(long value) {
    return bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  FieldBytes zeros(int count) {
    return bytes(new byte[count]);
  }

  FieldBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  FieldBytes text(String text, Charset charset) {
    return bytes(text.getBytes(charset));
  }

  int size() {
    return out.size();
  }

  byte[] array() {
    return out.toByteArray();
  }
}
