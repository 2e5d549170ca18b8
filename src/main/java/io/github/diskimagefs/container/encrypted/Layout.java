package io.github.diskimagefs.container.encrypted;

import java.io.IOException;

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
record Layout(int version, int keyBits, int blockSize, long offset, long size, Unlock unlock) {

  /** Opens the keys with a password. */
  @FunctionalInterface
  interface Unlock {
    /** Null if the password is wrong. */
    Keys with(String password) throws IOException;
  }
}
