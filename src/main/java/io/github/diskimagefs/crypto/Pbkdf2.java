package io.github.diskimagefs.crypto;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Password-based key derivation function 2 (RFC 8018 §5.2), with a bounded number of rounds. */
public final class Pbkdf2 {
  /**
   * Maximum number of iterations, about five seconds of work. Images in use have up to some hundred
   * thousand; a damaged one can state four thousand million.
   */
  public static final long MAX_ITERATIONS = 2_000_000;

  /** Pseudorandom function of the derivation. */
  public enum Prf {
    /** HMAC with SHA-1. */
    HMAC_SHA1("HmacSHA1", "HMAC-SHA-1"),
    /** HMAC with SHA-256. */
    HMAC_SHA256("HmacSHA256", "HMAC-SHA-256"),
    /** HMAC with SHA-512. */
    HMAC_SHA512("HmacSHA512", "HMAC-SHA-512");

    private final String algorithm;
    private final String usualName;

    Prf(String algorithm, String usualName) {
      this.algorithm = algorithm;
      this.usualName = usualName;
    }
  }

  private Pbkdf2() {}

  /**
   * Derives a key from a password.
   *
   * @param password its UTF-8 form is hashed; the array stays as it is
   * @param iterations as stated by the image
   * @param keyBytes length of the key
   * @return the key, an array that belongs to the caller
   * @throws MalformedImageException if there is no iteration or no salt
   * @throws UnsupportedImageException if there are more than {@link #MAX_ITERATIONS}
   */
  public static byte[] derive(Prf prf, char[] password, byte[] salt, long iterations, int keyBytes)
      throws IOException {
    return derive(prf, password, salt, iterations, MAX_ITERATIONS, keyBytes);
  }

  /**
   * Derives a key as {@link #derive(Prf, char[], byte[], long, int)} does, by up to {@code limit}
   * iterations.
   */
  public static byte[] derive(
      Prf prf, char[] password, byte[] salt, long iterations, long limit, int keyBytes)
      throws IOException {
    check(salt, iterations, limit);
    PBEKeySpec spec = new PBEKeySpec(password, salt, (int) iterations, 8 * keyBytes);
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + prf.algorithm)
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw unsupported(prf, e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * Derives a key as {@link #derive(Prf, char[], byte[], long, long, int)} does, from bytes that
   * are no text.
   *
   * @param secret at least one byte; the array stays as it is
   */
  public static byte[] derive(
      Prf prf, byte[] secret, byte[] salt, long iterations, long limit, int keyBytes)
      throws IOException {
    check(salt, iterations, limit);
    try {
      Mac mac = Mac.getInstance(prf.algorithm);
      mac.init(new SecretKeySpec(secret, prf.algorithm));
      byte[] key = new byte[keyBytes];
      for (int done = 0, block = 1; done < keyBytes; block++) {
        mac.update(salt);
        byte[] u = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(block).array());
        byte[] sum = u.clone();
        for (long i = 1; i < iterations; i++) {
          mac.update(u);
          mac.doFinal(u, 0);
          for (int j = 0; j < sum.length; j++) {
            sum[j] ^= u[j];
          }
        }
        int count = Math.min(sum.length, keyBytes - done);
        System.arraycopy(sum, 0, key, done, count);
        done += count;
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw unsupported(prf, e);
    }
  }

  private static UnsupportedImageException unsupported(Prf prf, GeneralSecurityException cause) {
    return new UnsupportedImageException("PBKDF2 with " + prf.usualName, cause);
  }

  private static void check(byte[] salt, long iterations, long limit) throws IOException {
    if (iterations < 1 || salt.length == 0) {
      throw new MalformedImageException(
          "key header",
          MalformedImageException.NO_OFFSET,
          "at least 1 iteration of PBKDF2 and a salt",
          iterations + " iterations, " + salt.length + " bytes of salt");
    }
    if (iterations > limit) {
      throw new UnsupportedImageException(iterations + " iterations of PBKDF2");
    }
  }
}
