package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.diskimagefs.crypto.Pbkdf2;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Builder of a disk that LUKS version 1 encrypts (LUKS On-Disk Format Specification 1.2.3): AES in
 * CBC mode, two stripes, the password {@code secret} in the second slot.
 */
public final class LuksImage {
  /** Offset of the slot that is in use. */
  public static final int SLOT = 208 + 48;

  private static final int SECTOR = 512;
  private static final int HEADER_SECTORS = 4;
  private static final int KEY_BYTES = 32;

  private final byte[] key = new byte[KEY_BYTES];
  private final ByteBuffer image;

  /**
   * Encrypts a disk.
   *
   * @param disk whole sectors of 512 bytes
   */
  public LuksImage(byte[] disk) throws IOException, GeneralSecurityException {
    image = ByteBuffer.allocate(HEADER_SECTORS * SECTOR + disk.length);
    for (int i = 0; i < KEY_BYTES; i++) {
      key[i] = (byte) (i * 7 + 1);
    }
    byte[] salt = "a salt of thirty-two bytes......".getBytes(US_ASCII);
    text(0, "LUKS");
    image.put(4, (byte) 0xBA).put(5, (byte) 0xBE).putShort(6, (short) 1);
    text(8, "aes");
    text(40, "cbc-plain64");
    text(72, "sha256");
    image.putInt(104, HEADER_SECTORS).putInt(108, KEY_BYTES);
    image.put(112, Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, key, salt, 3, 3, 20));
    image.put(132, salt).putInt(164, 3);
    image.putInt(SLOT, 0x00AC71F3).putInt(SLOT + 4, 5);
    image.put(SLOT + 8, salt).putInt(SLOT + 40, 2).putInt(SLOT + 44, 2);
    byte[] slotKey =
        Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, "secret".toCharArray(), salt, 5, KEY_BYTES);
    image.put(2 * SECTOR, encrypted(slotKey, 0, stripes()));
    for (int i = 0; i < disk.length; i += SECTOR) {
      byte[] sector = Arrays.copyOfRange(disk, i, i + SECTOR);
      image.put(HEADER_SECTORS * SECTOR + i, encrypted(key, i / SECTOR, sector));
    }
  }

  /** Puts a text of the header, padded with zeros. */
  public void text(int offset, String value) {
    image.put(offset, Arrays.copyOf(value.getBytes(US_ASCII), 32));
  }

  /** Returns the image, to be changed. */
  public ByteBuffer buffer() {
    return image;
  }

  /** Returns the image. */
  public byte[] bytes() {
    return image.array();
  }

  /** Splits the key in two (clause 2.4): the digest of the first stripe hides it. */
  private byte[] stripes() throws GeneralSecurityException {
    byte[] stripes = new byte[SECTOR];
    byte[] first = "thirty-two bytes by chance......".getBytes(US_ASCII);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new byte[4]);
    byte[] hidden = digest.digest(first);
    System.arraycopy(first, 0, stripes, 0, KEY_BYTES);
    for (int i = 0; i < KEY_BYTES; i++) {
      stripes[KEY_BYTES + i] = (byte) (hidden[i] ^ key[i]);
    }
    return stripes;
  }

  private static byte[] encrypted(byte[] key, int number, byte[] sector)
      throws GeneralSecurityException {
    byte[] vector = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
    return cipher.doFinal(sector);
  }
}
