package io.github.diskimagefs.container.encrypted;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** How a password opens the keys of an image: PBKDF2 with HMAC-SHA-1, then triple DES. */
final class Wrapping {
  /** Up to five seconds of work; images in use have some hundred thousand. */
  static final long MAX_ITERATIONS = 2_000_000;

  private static final int KEY_BYTES = 24;

  /** RFC 3217 §3: the fixed initialisation vector of the outer encryption. */
  private static final byte[] OUTER_IV = HexFormat.of().parseHex("4adda22c79e82105");

  private final byte[] key;

  private Wrapping(byte[] key) {
    this.key = key;
  }

  /**
   * Derives the key that the image's keys are wrapped with.
   *
   * @param iterations as the image states it
   */
  static Wrapping of(char[] password, byte[] salt, long iterations) throws IOException {
    if (iterations < 1 || salt.length == 0) {
      throw new MalformedImageException(
          "key header", MalformedImageException.NO_OFFSET, iterations + " iterations of PBKDF2");
    }
    if (iterations > MAX_ITERATIONS) {
      throw new UnsupportedImageException(iterations + " iterations of PBKDF2");
    }
    PBEKeySpec spec = new PBEKeySpec(password, salt, (int) iterations, KEY_BYTES * 8);
    try {
      return new Wrapping(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("PBKDF2 with HMAC-SHA-1", e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * Decrypts a blob of keys.
   *
   * @return null if the password cannot be right
   */
  byte[] open(byte[] blob, byte[] iv) throws IOException {
    AlgorithmParameterSpec parameters = new IvParameterSpec(iv);
    try {
      Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "DESede"), parameters);
      return cipher.doFinal(blob);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("triple DES", e);
    }
  }

  /**
   * Decrypts a key that is wrapped twice, its bytes reversed between (after RFC 3217 §3.2).
   *
   * @return null if the password cannot be right
   */
  byte[] openTwice(byte[] wrapped) throws IOException {
    byte[] outer = open(wrapped, OUTER_IV);
    if (outer == null || outer.length <= 8) {
      return null;
    }
    byte[] reversed = new byte[outer.length];
    for (int i = 0; i < outer.length; i++) {
      reversed[i] = outer[outer.length - 1 - i];
    }
    byte[] inner =
        open(Arrays.copyOfRange(reversed, 8, reversed.length), Arrays.copyOf(reversed, 8));
    // Four bytes of framing come before the key.
    return inner == null || inner.length <= 4 ? null : Arrays.copyOfRange(inner, 4, inner.length);
  }
}
