package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesKeyWrap;
import io.github.diskimagefs.crypto.Pbkdf2;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;

/**
 * An encrypted key of a key bag: of a volume, wrapped by a key-encryption key, or such a key,
 * wrapped by one that a password gives. Apple publishes no more than that keys are wrapped as RFC
 * 3394 says; the fields are those of what macOS writes, in DER (ITU-T X.690):
 *
 * <pre>
 * SEQUENCE
 *   [0] version
 *   [1] message authentication code of [3]
 *   [2] its salt
 *   [3] SEQUENCE
 *         [0] version    [1] UUID           [2] flags, 8 bytes
 *         [3] wrapped key [4] iterations    [5] salt of the password
 * </pre>
 *
 * @param wide whether the wrapping key has 32 bytes, else 16
 * @param iterations of PBKDF2, 0 if no password wraps the key
 */
record WrappedKey(UUID uuid, boolean wide, Struct wrapped, long iterations, Struct salt) {
  /** Flag of keys that were converted from FileVault on HFS Plus. */
  private static final int AES_128 = 2;

  private static final int MAX_WRAPPED_BYTES = 72;

  /** Reads the data of a key bag's entry. */
  static WrappedKey read(Struct data) throws MalformedImageException {
    Struct key = Der.require(Der.require(data, 0x30), 0xA3);
    Struct iterations = Der.find(key, 0x84);
    Struct salt = Der.find(key, 0x85);
    Struct wrapped = Der.require(key, 0x83);
    if (wrapped.length() > MAX_WRAPPED_BYTES) {
      throw wrapped.malformed("wrapped key of %d bytes", wrapped.length());
    }
    return new WrappedKey(
        ApfsUuid.read(Der.require(key, 0x81), 0),
        Der.require(key, 0x82).u8(0) != AES_128,
        wrapped,
        iterations == null ? 0 : Der.unsigned(iterations),
        salt);
  }

  /** Returns the key that a password unwraps; null if the password is wrong. */
  byte[] unwrap(char[] password) throws IOException {
    if (salt == null) {
      throw wrapped.malformed("no salt of a password");
    }
    byte[] wrapping =
        Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, password, salt.bytes(), iterations, wide ? 32 : 16);
    try {
      return unwrap(wrapping);
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  /**
   * Returns the key that another one unwraps; null if that is the wrong one.
   *
   * @param wrapping 16 or 32 bytes
   */
  byte[] unwrap(byte[] wrapping) throws IOException {
    byte[] fitting = wide ? wrapping : Arrays.copyOf(wrapping, 16);
    if (fitting.length != 16 && fitting.length != 32) {
      throw wrapped.malformed("wrapping key of %d bytes", fitting.length);
    }
    return AesKeyWrap.unwrap(fitting, wrapped.bytes());
  }
}
