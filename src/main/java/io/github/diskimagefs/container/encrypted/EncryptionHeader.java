package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;

/**
 * An encrypted image, its header read.
 *
 * @param version 2 for {@code encrcdsa}, 1 for {@code cdsaencr}
 * @param keyBits of AES
 * @param blockSize bytes encrypted together
 * @param offset where the encrypted data begin
 * @param size bytes of the plain data
 * @param unlock opens the keys
 */
record EncryptionHeader(
    int version, int keyBits, int blockSize, long offset, long size, Unlock unlock) {

  /** Opens the keys with the password given. */
  Keys keys(String name, ImageOptions options) throws IOException {
    char[] password = options.password().orElse(null);
    if (password == null) {
      throw new AccessDeniedException(name, null, "encrypted: needs a password");
    }
    Keys keys;
    try {
      keys = unlock.with(password);
    } finally {
      Arrays.fill(password, '\0');
    }
    if (keys == null) {
      throw new AccessDeniedException(name, null, "encrypted: the password is wrong");
    }
    return keys;
  }

  String words() {
    return "AES-" + keyBits + (version == 2 ? ", encrcdsa" : ", cdsaencr");
  }

  /** Opens the keys with a password. */
  @FunctionalInterface
  interface Unlock {
    /** Null if the password is wrong. */
    Keys with(char[] password) throws IOException;
  }
}
