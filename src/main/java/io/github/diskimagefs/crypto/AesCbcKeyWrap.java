package io.github.diskimagefs.crypto;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key wrap with AES in CBC mode and PKCS padding, as current releases of Apple's security framework
 * (CDSA) do it.
 */
public final class AesCbcKeyWrap {
  /** Maximum length of an initialisation vector in bytes: a block of AES. */
  public static final int MAX_IV_BYTES = 16;

  private AesCbcKeyWrap() {}

  /**
   * Decrypts a wrapped key.
   *
   * @param key 16, 24 or 32 bytes long
   * @param iv up to {@link #MAX_IV_BYTES} long; zeros extend a shorter one, as the 8 bytes that
   *     were enough for triple DES
   * @return null if the padding shows that {@code key} is wrong
   * @throws UnsupportedImageException if the runtime has no AES in CBC mode
   */
  public static byte[] unwrap(byte[] key, byte[] iv, byte[] wrapped) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(Arrays.copyOf(iv, MAX_IV_BYTES)));
      return cipher.doFinal(wrapped);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES in CBC mode", e);
    }
  }
}
