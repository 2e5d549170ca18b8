package io.github.diskimagefs.crypto;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES key wrap (RFC 3394) with its default initial value. */
public final class AesKeyWrap {
  /** The unit of the algorithm: half a block of AES. */
  private static final int UNIT_BYTES = 8;

  private AesKeyWrap() {}

  /**
   * Decrypts a wrapped key and checks its integrity (RFC 3394 §2.2.2).
   *
   * @param key the key-encryption key, 16, 24 or 32 bytes long
   * @param wrapped at least three units of 8 bytes
   * @return the key, one unit shorter than {@code wrapped}; null if the integrity check fails or
   *     {@code wrapped} has a length that no wrapped key has
   * @throws UnsupportedImageException if the runtime has no AES key wrap
   */
  public static byte[] unwrap(byte[] key, byte[] wrapped) throws IOException {
    if (wrapped.length < 3 * UNIT_BYTES || wrapped.length % UNIT_BYTES != 0) {
      return null;
    }
    Cipher cipher;
    try {
      cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES key wrap", e);
    }
    try {
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (InvalidKeyException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES key wrap", e);
    }
  }
}
