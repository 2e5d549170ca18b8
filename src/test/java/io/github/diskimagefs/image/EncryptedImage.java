package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts an image: {@code EncryptedImage.of(image).password("secret").bytes()}. */
public final class EncryptedImage {
  private static final byte[] SALT = "twenty bytes of salt".getBytes(US_ASCII);
  private static final byte[] IV = {8, 7, 6, 5, 4, 3, 2, 1};
  private static final int ITERATIONS = 10;
  private static final int DATA_AT = 4096;

  private final byte[] plain;
  private String password = "";
  private int keyBytes = 16;
  private int blockSize = 4096;
  private int wrapBits;

  private EncryptedImage(byte[] plain) {
    this.plain = plain;
  }

  /** An image of any kind, to be encrypted. */
  public static EncryptedImage of(byte[] plain) {
    return new EncryptedImage(plain);
  }

  /** What opens it. */
  public EncryptedImage password(String text) {
    password = text;
    return this;
  }

  /** 128 or 256 bits. */
  public EncryptedImage aes(int bits) {
    keyBytes = bits / 8;
    return this;
  }

  /** Bytes that are encrypted together. */
  public EncryptedImage blocks(int bytes) {
    blockSize = bytes;
    return this;
  }

  /** The keys are wrapped with AES of so many bits, as current releases of macOS do. */
  public EncryptedImage wrappedWithAes(int bits) {
    wrapBits = bits;
    return this;
  }

  private byte[] keys() {
    byte[] keys = new byte[keyBytes + 20];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (byte) (3 * i + 1);
    }
    return keys;
  }

  /** With a header of version 2 at its start. */
  public byte[] bytes() {
    byte[] blob = Arrays.copyOf(keys(), keyBytes + 20 + 5);
    System.arraycopy("CKIE".getBytes(US_ASCII), 0, blob, keyBytes + 20, 4);
    byte[] wrapped = wrapBits == 0 ? tripleDes(blob, IV) : aes(blob);
    byte[] data = data();
    ByteBuffer image = ByteBuffer.allocate(DATA_AT + data.length);
    image.put("encrcdsa".getBytes(US_ASCII)).putInt(2).putInt(16).putInt(5).putInt(0x80000001);
    image.putInt(24, 8 * keyBytes).putInt(52, blockSize).putLong(56, plain.length);
    image.putLong(64, DATA_AT).putInt(72, 1);
    image.putInt(76, 1).putLong(80, 256).putLong(88, 104 + wrapped.length);
    ByteBuffer key = image.position(256).slice();
    key.putInt(0, 103).putInt(8, ITERATIONS).putInt(12, SALT.length).put(16, SALT);
    key.putInt(48, IV.length)
        .put(52, IV)
        .putInt(84, wrapBits == 0 ? 192 : wrapBits)
        .putInt(88, wrapBits == 0 ? 17 : 0x80000001)
        .putInt(92, 7)
        .putInt(96, 6);
    key.putInt(100, wrapped.length).put(104, wrapped);
    image.put(DATA_AT, data);
    return image.array();
  }

  /** With a header of version 1 at its end; blocks have 4096 bytes. */
  public byte[] bytesOfVersion1() {
    byte[] data = data();
    return ByteBuffer.allocate(data.length + 1276).put(data).put(tokenOfVersion1()).array();
  }

  /** The header of version 1 alone, as a sparse bundle has it. */
  public byte[] tokenOfVersion1() {
    byte[] keys = keys();
    ByteBuffer header = ByteBuffer.allocate(1276);
    header.putInt(0x60, 0x80000001).putInt(0x64, 8 * keyBytes);
    header.putInt(0x30, ITERATIONS).putInt(0x34, SALT.length).put(0x38, SALT);
    byte[] dataKey = wrapTwice(Arrays.copyOf(keys, keyBytes));
    byte[] vectorKey = wrapTwice(Arrays.copyOfRange(keys, keyBytes, keyBytes + 20));
    header.putInt(0x88, dataKey.length).put(0x8C, dataKey);
    header.putInt(0x1B4, vectorKey.length).put(0x1B8, vectorKey);
    header.put(1276 - 8, "cdsaencr".getBytes(US_ASCII));
    return header.array();
  }

  private byte[] wrapTwice(byte[] key) {
    byte[] inner = tripleDes(ByteBuffer.allocate(4 + key.length).put(4, key).array(), IV);
    byte[] framed = ByteBuffer.allocate(8 + inner.length).put(IV).put(inner).array();
    byte[] reversed = new byte[framed.length];
    for (int i = 0; i < framed.length; i++) {
      reversed[i] = framed[framed.length - 1 - i];
    }
    return tripleDes(reversed, HexFormat.of().parseHex("4adda22c79e82105"));
  }

  private byte[] tripleDes(byte[] bytes, byte[] iv) {
    return wrap("DESede", 192, bytes, iv);
  }

  private byte[] aes(byte[] bytes) {
    return wrap("AES", wrapBits, bytes, Arrays.copyOf(IV, 16));
  }

  private byte[] wrap(String algorithm, int bits, byte[] bytes, byte[] iv) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, bits);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(spec).getEncoded();
      Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(iv));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The encrypted data alone, without a header. */
  public byte[] data() {
    byte[] data = Arrays.copyOf(plain, (plain.length + blockSize - 1) / blockSize * blockSize);
    byte[] keys = keys();
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(keys, keyBytes, 20, "HmacSHA1"));
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      for (int block = 0; block * blockSize < data.length; block++) {
        byte[] iv = Arrays.copyOf(mac.doFinal(ByteBuffer.allocate(4).putInt(block).array()), 16);
        cipher.init(
            Cipher.ENCRYPT_MODE,
            new SecretKeySpec(keys, 0, keyBytes, "AES"),
            new IvParameterSpec(iv));
        byte[] sealed = cipher.doFinal(data, block * blockSize, blockSize);
        System.arraycopy(sealed, 0, data, block * blockSize, blockSize);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return data;
  }
}
