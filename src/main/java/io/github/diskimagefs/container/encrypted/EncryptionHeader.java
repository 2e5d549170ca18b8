package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.PasswordLock;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;

/**
 * Header of an encrypted image, of either version.
 *
 * @param version 2 for {@code encrcdsa}, 1 for {@code cdsaencr}
 * @param keyBits length of the AES key
 * @param blockSize bytes that are encrypted together
 * @param offset where the encrypted data start
 * @param size bytes of the decrypted data
 * @param lock decrypts the keys
 */
record EncryptionHeader(
    int version, int keyBits, int blockSize, long offset, long size, PasswordLock<Keys> lock) {

  /**
   * Decrypts the keys with the password of the options.
   *
   * @param name the image's name, for the exception
   * @throws java.nio.file.AccessDeniedException if there is no password or it is wrong
   */
  Keys keys(String name, ImageOptions options) throws IOException {
    return lock.open(name, options);
  }

  /** Returns cipher and header version, for descriptions. */
  String words() {
    return "AES-" + keyBits + (version == 2 ? ", encrcdsa" : ", cdsaencr");
  }

  /**
   * Returns the bytes of a field.
   *
   * @param lengthOffset of its length in 32 bits
   * @param offset of its bytes
   * @param max bytes that the header has room for
   */
  static byte[] field(Struct header, int lengthOffset, int offset, int max)
      throws MalformedImageException {
    long length = header.u32(lengthOffset);
    if (length > max) {
      throw header.malformed("field of %d bytes at %d", length, offset);
    }
    return header.bytes(offset, (int) length);
  }
}
