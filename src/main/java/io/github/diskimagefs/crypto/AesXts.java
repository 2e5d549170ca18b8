package io.github.diskimagefs.crypto;

import io.github.diskimagefs.UnsupportedImageException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * XTS-AES, the encryption of disk sectors (IEEE Std 1619 §5). The tweak of a sector is its number,
 * little-endian.
 *
 * <p>The JDK has AES in ECB mode only, which decrypts many blocks in one call at the speed of the
 * processor's instructions. So whole sectors are combined with their tweaks, decrypted in one call,
 * and combined again. Sectors are multiples of 16 bytes: ciphertext stealing is not needed.
 *
 * <p>Safe for use by many threads at once.
 */
public final class AesXts implements SectorCipher {
  /** A block of AES. */
  private static final int BLOCK_BYTES = 16;

  /** Bytes decrypted in one call: two such arrays fit the processor's first-level cache. */
  private static final int STRIPE_BYTES = 8 << 10;

  private static final int MAX_SECTOR_BYTES = 1 << 20;
  private static final int MAX_IDLE_CIPHERS = 8;

  /** The polynomial x^128 + x^7 + x^2 + x + 1 (IEEE Std 1619 §5.2), its lower bits. */
  private static final long POLYNOMIAL = 0x87;

  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final SecretKeySpec dataKey;
  private final SecretKeySpec tweakKey;
  private final int sectorBytes;
  private final Queue<CipherPair> idle = new ArrayBlockingQueue<>(MAX_IDLE_CIPHERS);

  /**
   * Creates a decryption of sectors.
   *
   * @param keys the key of the data and the key of the tweaks, one after the other: 32 bytes for
   *     XTS-AES-128, 64 for XTS-AES-256; the caller may overwrite the array afterwards
   * @param sectorBytes bytes that share a tweak, a multiple of 16
   */
  public AesXts(byte[] keys, int sectorBytes) {
    if (keys.length != 32 && keys.length != 64) {
      throw new IllegalArgumentException("keys of " + keys.length + " bytes");
    }
    if (sectorBytes < BLOCK_BYTES
        || sectorBytes > MAX_SECTOR_BYTES
        || sectorBytes % BLOCK_BYTES != 0) {
      throw new IllegalArgumentException("sectors of " + sectorBytes + " bytes");
    }
    int half = keys.length / 2;
    this.dataKey = new SecretKeySpec(keys, 0, half, "AES");
    this.tweakKey = new SecretKeySpec(keys, half, half, "AES");
    this.sectorBytes = sectorBytes;
  }

  /**
   * Decrypts whole sectors in place. Allocates nothing while as few threads as usual decrypt.
   *
   * @param firstSector number of the first sector, unsigned
   * @param length a multiple of the sector size
   * @throws UnsupportedImageException if the runtime has no AES
   */
  @Override
  public void decrypt(long firstSector, byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length % sectorBytes != 0) {
      throw new IllegalArgumentException(length + " bytes of sectors of " + sectorBytes);
    }
    try {
      CipherPair cipher = idle.poll();
      if (cipher == null) {
        cipher = new CipherPair(dataKey, tweakKey, sectorBytes);
      }
      cipher.decrypt(firstSector, bytes, offset, length);
      idle.offer(cipher); // dropped if the queue is full
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("AES in XTS mode", e);
    }
  }

  /** Ciphers and buffers of one thread. */
  private static final class CipherPair {
    private final Cipher data;
    private final Cipher tweak;
    private final int sectorBytes;
    private final byte[] combined;
    private final byte[] numbers;
    private final byte[] tweaks;

    CipherPair(SecretKeySpec dataKey, SecretKeySpec tweakKey, int sectorBytes)
        throws GeneralSecurityException {
      this.sectorBytes = sectorBytes;
      data = Cipher.getInstance("AES/ECB/NoPadding");
      data.init(Cipher.DECRYPT_MODE, dataKey);
      tweak = Cipher.getInstance("AES/ECB/NoPadding");
      tweak.init(Cipher.ENCRYPT_MODE, tweakKey);
      int sectors = Math.max(1, STRIPE_BYTES / sectorBytes);
      combined = new byte[sectors * sectorBytes];
      numbers = new byte[sectors * BLOCK_BYTES];
      tweaks = new byte[sectors * BLOCK_BYTES];
    }

    void decrypt(long firstSector, byte[] bytes, int offset, int length)
        throws GeneralSecurityException {
      for (int done = 0; done < length; done += combined.length) {
        decryptStripe(
            firstSector + done / sectorBytes,
            bytes,
            offset + done,
            Math.min(combined.length, length - done));
      }
    }

    /** The cipher's input is another array than its output: the JDK would copy it otherwise. */
    private void decryptStripe(long firstSector, byte[] bytes, int offset, int length)
        throws GeneralSecurityException {
      int sectors = length / sectorBytes;
      for (int i = 0; i < sectors; i++) {
        LE64.set(numbers, i * BLOCK_BYTES, firstSector + i); // the upper half stays 0
      }
      update(tweak, numbers, sectors * BLOCK_BYTES, tweaks, 0);
      combine(bytes, offset, combined, 0, sectors);
      update(data, combined, length, bytes, offset);
      combine(bytes, offset, bytes, offset, sectors);
    }

    private static void update(Cipher cipher, byte[] input, int length, byte[] output, int start)
        throws GeneralSecurityException {
      int count = cipher.update(input, 0, length, output, start);
      if (count != length) {
        throw new GeneralSecurityException("gave " + count + " of " + length + " bytes");
      }
    }

    /** Combines sectors with their tweaks by exclusive or; each block doubles the tweak. */
    private void combine(byte[] input, int inputStart, byte[] output, int outputStart, int count) {
      int in = inputStart;
      int out = outputStart;
      for (int i = 0; i < count; i++) {
        long low = (long) LE64.get(tweaks, i * BLOCK_BYTES);
        long high = (long) LE64.get(tweaks, i * BLOCK_BYTES + 8);
        for (int end = in + sectorBytes; in < end; in += BLOCK_BYTES, out += BLOCK_BYTES) {
          LE64.set(output, out, (long) LE64.get(input, in) ^ low);
          LE64.set(output, out + 8, (long) LE64.get(input, in + 8) ^ high);
          long carry = high >> 63 & POLYNOMIAL;
          high = high << 1 | low >>> 63;
          low = low << 1 ^ carry;
        }
      }
    }
  }
}
