package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys of an encrypted volume of APFS. */
@SuppressWarnings({
  "ByteBufferBackingArray",
  "ArrayRecordComponent"
}) // plain arrays of its own, in order
final class ApfsCipher {
  private static final int ITERATIONS = 1000;
  private static final int SECTOR = 512;

  /** An entry of a key bag. */
  record BagEntry(UUID uuid, int tag, byte[] data) {}

  private final UUID volume;
  private final String[] passwords;
  private final byte[] key = bytes(32, 1);
  private final byte[] wrapping = bytes(32, 2);

  ApfsCipher(UUID volume, String... passwords) {
    this.volume = volume;
    this.passwords = passwords;
    key[0] = (byte) volume.hashCode();
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed * 77 + i * 13);
    }
    return bytes;
  }

  /** Encrypts whole sectors in place. */
  void encrypt(long firstSector, byte[] sectors) {
    encrypt(key, firstSector, sectors);
  }

  private static void encrypt(byte[] keys, long firstSector, byte[] sectors) {
    try {
      Cipher data = Cipher.getInstance("AES/ECB/NoPadding");
      data.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 0, 16, "AES"));
      Cipher tweaks = Cipher.getInstance("AES/ECB/NoPadding");
      tweaks.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 16, 16, "AES"));
      byte[] tweak = new byte[16];
      for (int i = 0; i < sectors.length; i += 16) {
        if (i % SECTOR == 0) {
          long sector = firstSector + i / SECTOR;
          tweak = tweaks.doFinal(ApfsImage.little(16).putLong(sector).array());
        }
        byte[] block = Arrays.copyOfRange(sectors, i, i + 16);
        xor(block, tweak);
        byte[] encrypted = data.doFinal(block);
        xor(encrypted, tweak);
        System.arraycopy(encrypted, 0, sectors, i, 16);
        int carry = 0;
        for (int j = 0; j < 16; j++) {
          int doubled = (tweak[j] & 0xFF) << 1 | carry;
          tweak[j] = (byte) doubled;
          carry = doubled >> 8;
        }
        tweak[0] ^= (byte) (carry * 0x87);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void xor(byte[] target, byte[] other) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= other[i];
    }
  }

  private static byte[] wrap(byte[] wrappingKey, byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
      return cipher.wrap(new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The volume's key for the container's key bag. */
  byte[] wrappedKey() {
    return blob(wrap(wrapping, key), null);
  }

  /** The volume's key bag, encrypted for a block. */
  byte[] unlockRecords(long block) {
    List<BagEntry> entries = new ArrayList<>();
    int number = 0;
    for (String password : passwords) {
      byte[] salt = bytes(16, 3 + number);
      try {
        byte[] derived =
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
                .getEncoded();
        entries.add(new BagEntry(new UUID(9, number++), 3, blob(wrap(derived, wrapping), salt)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return bag("scer", volume, block, entries);
  }

  private static byte[] blob(byte[] wrapped, byte[] salt) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(der(0x80, new byte[1]));
    key.writeBytes(der(0x81, new byte[16]));
    key.writeBytes(der(0x82, new byte[8]));
    key.writeBytes(der(0x83, wrapped));
    if (salt != null) {
      key.writeBytes(der(0x84, new byte[] {ITERATIONS >> 8, (byte) ITERATIONS}));
      key.writeBytes(der(0x85, salt));
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    blob.writeBytes(der(0x80, new byte[1]));
    blob.writeBytes(der(0x81, new byte[32]));
    blob.writeBytes(der(0x82, new byte[8]));
    blob.writeBytes(der(0xA3, key.toByteArray()));
    return der(0x30, blob.toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    boolean small = content.length < 0x80;
    ByteBuffer element = ByteBuffer.allocate(content.length + (small ? 2 : 3)).put((byte) tag);
    if (!small) {
      element.put((byte) 0x81);
    }
    return element.put((byte) content.length).put(content).array();
  }

  /** A key bag of one block, encrypted with the UUID of its owner. */
  static byte[] bag(String type, UUID owner, long block, List<BagEntry> entries) {
    ByteBuffer bag = ApfsImage.little(ApfsImage.BLOCK);
    bag.put(24, type.getBytes(UTF_8)).putShort(32, (short) 2);
    bag.putShort(34, (short) entries.size());
    int offset = 48;
    for (BagEntry entry : entries) {
      ApfsImage.uuid(bag, offset, entry.uuid);
      bag.putShort(offset + 16, (short) entry.tag);
      bag.putShort(offset + 18, (short) entry.data.length);
      bag.position(offset + 24).put(entry.data);
      offset += (24 + entry.data.length + 15) & ~15;
    }
    ApfsImage.seal(bag.array());
    ByteBuffer keys = ByteBuffer.allocate(32);
    ApfsImage.uuid(keys, 0, owner);
    ApfsImage.uuid(keys, 16, owner);
    encrypt(keys.array(), block * 8, bag.array());
    return bag.array();
  }
}
