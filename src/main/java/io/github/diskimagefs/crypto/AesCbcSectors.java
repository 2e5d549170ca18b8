package io.github.diskimagefs.crypto;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CBC of sectors of 512 bytes, whose initialisation vector is their number, little-endian, as
 * {@code plain64} of dm-crypt; or that number encrypted, as {@code essiv}.
 */
public final class AesCbcSectors implements SectorCipher {
  private static final int SECTOR_BYTES = 512;
  private static final int BLOCK_BYTES = 16;

  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final SecretKeySpec key;

  /** Key that encrypts the numbers; null for plain ones. */
  private final SecretKeySpec vectorKey;

  private AesCbcSectors(SecretKeySpec key, SecretKeySpec vectorKey) {
    this.key = key;
    this.vectorKey = vectorKey;
  }

  /**
   * Creates a decryption by plain sector numbers.
   *
   * @param key of 16, 24 or 32 bytes; the caller may overwrite the array afterwards
   */
  public static AesCbcSectors plain(byte[] key) {
    return new AesCbcSectors(new SecretKeySpec(key, "AES"), null);
  }

  /**
   * Creates a decryption by sector numbers that are encrypted with a digest of the key.
   *
   * @param key of 16, 24 or 32 bytes; the caller may overwrite the array afterwards
   * @param digest gives 16, 24 or 32 bytes
   */
  public static AesCbcSectors essiv(byte[] key, MessageDigest digest) {
    return new AesCbcSectors(
        new SecretKeySpec(key, "AES"), new SecretKeySpec(digest.digest(key), "AES"));
  }

  @Override
  public void decrypt(long firstSector, byte[] bytes, int offset, int length) throws IOException {
    if (length % SECTOR_BYTES != 0) {
      throw new IllegalArgumentException(length + " bytes of sectors of " + SECTOR_BYTES);
    }
    try {
      Cipher data = Cipher.getInstance("AES/CBC/NoPadding");
      Cipher vectors = null;
      if (vectorKey != null) {
        vectors = Cipher.getInstance("AES/ECB/NoPadding");
        vectors.init(Cipher.ENCRYPT_MODE, vectorKey);
      }
      byte[] number = new byte[BLOCK_BYTES];
      for (int i = 0; i < length; i += SECTOR_BYTES) {
        LE64.set(number, 0, firstSector + i / SECTOR_BYTES);
        byte[] vector = vectors == null ? number : vectors.doFinal(number);
        data.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(vector));
        byte[] plain = data.doFinal(bytes, offset + i, SECTOR_BYTES);
        System.arraycopy(plain, 0, bytes, offset + i, SECTOR_BYTES);
      }
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES in CBC mode", e);
    }
  }
}
