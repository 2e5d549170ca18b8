package io.github.diskimagefs.crypto;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key wrap with triple DES in CBC mode and PKCS padding, as Apple's security framework (CDSA) does
 * it. A key is encrypted once, or twice after the pattern of RFC 3217 §3.1.
 */
public final class TripleDesKeyWrap {
  /** Length of the wrapping key in bytes: three keys of DES, parity included. */
  public static final int KEY_BYTES = 24;

  /** Length of an initialisation vector in bytes. */
  public static final int IV_BYTES = 8;

  /** The fixed initialisation vector of the outer encryption (RFC 3217 §3.1). */
  private static final byte[] OUTER_IV = HexFormat.of().parseHex("4adda22c79e82105");

  private TripleDesKeyWrap() {}

  /**
   * Decrypts a key that is encrypted once.
   *
   * @param key {@link #KEY_BYTES} long
   * @param iv {@link #IV_BYTES} long
   * @return null if the padding shows that {@code key} is wrong
   * @throws UnsupportedImageException if the runtime has no triple DES
   */
  public static byte[] unwrap(byte[] key, byte[] iv, byte[] wrapped) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "DESede"), new IvParameterSpec(iv));
      return cipher.doFinal(wrapped);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("triple DES", e);
    }
  }

  /**
   * Decrypts a key that is encrypted twice. Between the two encryptions the inner initialisation
   * vector is put before the inner ciphertext, and the bytes of both are reversed.
   *
   * @param key {@link #KEY_BYTES} long
   * @return null if the padding shows that {@code key} is wrong
   * @throws UnsupportedImageException if the runtime has no triple DES
   */
  public static byte[] unwrapTwice(byte[] key, byte[] wrapped) throws IOException {
    byte[] outer = unwrap(key, OUTER_IV, wrapped);
    if (outer == null || outer.length <= IV_BYTES) {
      return null;
    }
    byte[] reversed = new byte[outer.length];
    for (int i = 0; i < outer.length; i++) {
      reversed[i] = outer[outer.length - 1 - i];
    }
    return unwrap(
        key,
        Arrays.copyOf(reversed, IV_BYTES),
        Arrays.copyOfRange(reversed, IV_BYTES, reversed.length));
  }
}
