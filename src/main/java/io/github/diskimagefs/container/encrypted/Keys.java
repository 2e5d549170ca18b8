package io.github.diskimagefs.container.encrypted;

import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of an encrypted image.
 *
 * @param data key of AES in CBC mode
 * @param vectors key of HMAC-SHA-1, which derives the initialisation vectors of the blocks
 */
record Keys(SecretKeySpec data, SecretKeySpec vectors) {

  /** Length of the key of HMAC-SHA-1, in bytes. */
  static final int VECTOR_KEY_BYTES = 20;

  /** Copies both keys out of arrays, which the caller may overwrite afterwards. */
  static Keys of(byte[] data, int dataStart, int dataBytes, byte[] vectors, int vectorsStart) {
    return new Keys(
        new SecretKeySpec(data, dataStart, dataBytes, "AES"),
        new SecretKeySpec(vectors, vectorsStart, VECTOR_KEY_BYTES, "HmacSHA1"));
  }

  /** Overwrites an array that held a key; does nothing if it is null. */
  static void wipe(byte[] key) {
    if (key != null) {
      Arrays.fill(key, (byte) 0);
    }
  }
}
