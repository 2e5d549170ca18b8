package io.github.diskimagefs.crypto;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

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
    HMAC_SHA256("HmacSHA256", "HMAC-SHA-256");

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
    if (iterations < 1 || salt.length == 0) {
      throw new MalformedImageException(
          "key header",
          MalformedImageException.NO_OFFSET,
          "at least 1 iteration of PBKDF2 and a salt",
          iterations + " iterations, " + salt.length + " bytes of salt");
    }
    if (iterations > MAX_ITERATIONS) {
      throw new UnsupportedImageException(iterations + " iterations of PBKDF2");
    }
    PBEKeySpec spec = new PBEKeySpec(password, salt, (int) iterations, 8 * keyBytes);
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + prf.algorithm)
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("PBKDF2 with " + prf.usualName, e);
    } finally {
      spec.clearPassword();
    }
  }
}
