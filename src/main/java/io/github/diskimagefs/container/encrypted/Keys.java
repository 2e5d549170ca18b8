package io.github.diskimagefs.container.encrypted;

import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an image.
 *
 * @param data for AES in CBC mode
 * @param vectors for HMAC-SHA-1, which makes the initialisation vectors of the blocks
 */
record Keys(SecretKeySpec data, SecretKeySpec vectors) {

  static Keys of(byte[] bytes, int offset, int dataBytes) {
    return new Keys(
        new SecretKeySpec(bytes, offset, dataBytes, "AES"),
        new SecretKeySpec(bytes, offset + dataBytes, 20, "HmacSHA1"));
  }
}
