package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.Pbkdf2;
import io.github.diskimagefs.crypto.TripleDesKeyWrap;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Header {@code cdsaencr} at the end of the file, 1276 bytes, big-endian. The data start at byte 0,
 * in blocks of 4096 bytes. Their length is not recorded. In the {@code token} of a sparse bundle
 * there are none.
 */
final class HeaderV1 {
  private static final int HEADER = 1276;
  private static final int BLOCK = 4096;
  private static final int AES = 0x80000001;

  /** Bytes of framing before a key, inside of its encryption. */
  private static final int FRAMING = 4;

  private HeaderV1() {}

  /** Returns whether the file ends with the header's signature. */
  static boolean probe(ByteSource file) throws IOException {
    return file.size() >= HEADER
        && Struct.read("encrypted image", file, file.size() - 8, 8, ByteOrder.BIG_ENDIAN)
            .has(0, "cdsaencr");
  }

  /** Reads the header. */
  static EncryptionHeader read(ByteSource file) throws IOException {
    long end = file.size() - HEADER;
    Struct header = Struct.read("encrypted image header", file, end, HEADER, ByteOrder.BIG_ENDIAN);
    int algorithm = header.s32(0x60);
    int keyBits = header.s32(0x64);
    if (algorithm != AES || (keyBits != 128 && keyBits != 192 && keyBits != 256)) {
      throw new UnsupportedImageException(
          "encryption algorithm " + Integer.toHexString(algorithm) + " with " + keyBits + " bits");
    }
    byte[] salt = EncryptionHeader.field(header, 0x34, 0x38, 48);
    byte[] dataKey = EncryptionHeader.field(header, 0x88, 0x8C, 296);
    byte[] vectorKey = EncryptionHeader.field(header, 0x1B4, 0x1B8, 300);
    long iterations = header.u32(0x30);
    return new EncryptionHeader(
        1,
        keyBits,
        BLOCK,
        0,
        end / BLOCK * BLOCK,
        password -> unlock(password, salt, iterations, dataKey, vectorKey, keyBits / 8));
  }

  private static Keys unlock(
      char[] password, byte[] salt, long iterations, byte[] dataKey, byte[] vectorKey, int keyBytes)
      throws IOException {
    byte[] wrappingKey =
        Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA1, password, salt, iterations, TripleDesKeyWrap.KEY_BYTES);
    byte[] data = null;
    byte[] vectors = null;
    try {
      data = TripleDesKeyWrap.unwrapTwice(wrappingKey, dataKey);
      vectors = data == null ? null : TripleDesKeyWrap.unwrapTwice(wrappingKey, vectorKey);
      if (vectors == null
          || data.length < FRAMING + keyBytes
          || vectors.length < FRAMING + Keys.VECTOR_KEY_BYTES) {
        return null;
      }
      return Keys.of(data, FRAMING, keyBytes, vectors, FRAMING);
    } finally {
      Keys.wipe(wrappingKey);
      Keys.wipe(data);
      Keys.wipe(vectors);
    }
  }
}
