package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;

/**
 * Header of an encrypted image, of either version.
 *
 * @param version 2 for {@code encrcdsa}, 1 for {@code cdsaencr}
 * @param keyBits length of the AES key
 * @param blockSize bytes that are encrypted together
 * @param offset where the encrypted data start
 * @param size bytes of the decrypted data
 * @param unlock decrypts the keys
 */
record EncryptionHeader(
    int version, int keyBits, int blockSize, long offset, long size, Unlock unlock) {

  /**
   * Decrypts the keys with the password of the options.
   *
   * @param name the image's name, for the exception
   * @throws AccessDeniedException if there is no password or it is wrong
   */
  Keys keys(String name, ImageOptions options) throws IOException {
    char[] password = options.password().orElse(null);
    if (password == null) {
      throw new AccessDeniedException(name, null, "encrypted: needs a password");
    }
    try {
      Keys keys = unlock.with(password);
      if (keys == null) {
        throw new AccessDeniedException(name, null, "encrypted: the password is wrong");
      }
      return keys;
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Returns cipher and header version, for descriptions. */
  String words() {
    return "AES-" + keyBits + (version == 2 ? ", encrcdsa" : ", cdsaencr");
  }

  /** Decryption of the keys with a password. */
  @FunctionalInterface
  interface Unlock {
    /** Returns the keys, or null if the password is wrong. The array stays as it is. */
    Keys with(char[] password) throws IOException;
  }
}
