package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * {@code cdsaencr}: AES-128 in blocks of 4096 bytes from the start of the file, and a header of
 * 1276 bytes at its end. Big-endian. The header has no size of the plain data.
 */
final class HeaderV1 {
  private static final int HEADER = 1276;
  private static final int BLOCK = 4096;
  private static final int KEY_BYTES = 16;

  private HeaderV1() {}

  static boolean probe(ByteSource file) throws IOException {
    return file.size() >= HEADER + BLOCK
        && Struct.read("encrypted image", file, file.size() - 8, 8, ByteOrder.BIG_ENDIAN)
            .has(0, "cdsaencr");
  }

  static EncryptionHeader read(ByteSource file) throws IOException {
    long end = file.size() - HEADER;
    Struct in = Struct.read("encrypted image header", file, end, HEADER, ByteOrder.BIG_ENDIAN);
    byte[] salt = bytes(in, 0x34, 0x38, 48);
    byte[] dataKey = bytes(in, 0x88, 0x8C, 296);
    byte[] vectorKey = bytes(in, 0x1B4, 0x1B8, 300);
    long iterations = in.u32(0x30);
    return new EncryptionHeader(
        1,
        KEY_BYTES * 8,
        BLOCK,
        0,
        end / BLOCK * BLOCK,
        password -> unlock(Wrapping.of(password, salt, iterations), dataKey, vectorKey));
  }

  private static Keys unlock(Wrapping wrapping, byte[] dataKey, byte[] vectorKey)
      throws IOException {
    byte[] data = wrapping.openTwice(dataKey);
    byte[] vectors = data == null ? null : wrapping.openTwice(vectorKey);
    if (vectors == null || data.length < KEY_BYTES || vectors.length < 20) {
      return null;
    }
    byte[] both = new byte[KEY_BYTES + 20];
    System.arraycopy(data, 0, both, 0, KEY_BYTES);
    System.arraycopy(vectors, 0, both, KEY_BYTES, 20);
    return Keys.of(both, 0, KEY_BYTES);
  }

  private static byte[] bytes(Struct in, int lengthAt, int offset, int max) throws IOException {
    long length = in.u32(lengthAt);
    if (length > max) {
      throw in.malformed("field of %d bytes at %d", length, offset);
    }
    return in.bytes(offset, (int) length);
  }
}
