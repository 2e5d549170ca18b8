package io.github.diskimagefs.container;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesCbcSectors;
import io.github.diskimagefs.crypto.AesXts;
import io.github.diskimagefs.crypto.Pbkdf2;
import io.github.diskimagefs.crypto.SectorCipher;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Header of LUKS version 1 (LUKS On-Disk Format Specification 1.2.3): the cipher of the data, and
 * eight slots, each with the key of the data under a password. Big-endian.
 */
public final class LuksHeader {
  private static final int LENGTH = 592;
  private static final int SIGNATURE_BYTES = 6;
  private static final int PAYLOAD_OFFSET = 104;
  private static final int SLOTS = 208;
  private static final int SLOT_LENGTH = 48;
  private static final int SLOT_COUNT = 8;
  private static final long ACTIVE = 0x00AC71F3L;
  private static final int SECTOR_BYTES = 512;
  private static final int DIGEST_BYTES = 20;
  private static final int DIGEST_ITERATIONS = 164;
  private static final int SALT_BYTES = 32;
  private static final int MAX_KEY_BYTES = 64;

  /** cryptsetup writes 4000; with keys of 64 bytes this is 4 MiB. */
  private static final int MAX_STRIPES = 1 << 16;

  /**
   * Maximum number of iterations of PBKDF2 for all slots, about ten seconds of work: qemu takes as
   * many for one slot as its machine does in two seconds.
   */
  private static final long MAX_ITERATIONS = 8_000_000;

  private final ByteSource region;
  private final Struct struct;
  private final String cipherMode;
  private final String hash;
  private final int keyBytes;

  private LuksHeader(ByteSource region, Struct struct) throws IOException {
    this.region = region;
    this.struct = struct;
    String cipher = text(8);
    if (!cipher.equals("aes")) {
      throw new UnsupportedImageException("LUKS with the cipher " + cipher);
    }
    cipherMode = text(40);
    hash = text(72);
    long bytes = struct.u32(108);
    if (bytes != 16 && bytes != 24 && bytes != 32 && bytes != MAX_KEY_BYTES) {
      throw struct.mismatch("key-bytes of 16, 24, 32 or 64", bytes);
    }
    keyBytes = (int) bytes;
  }

  /** Returns whether a disk or partition starts with a header, of any version. */
  public static boolean probe(ByteSource region) throws IOException {
    if (!region.holds(0, SIGNATURE_BYTES)) {
      return false;
    }
    return hasSignature(Struct.read("LUKS", region, 0, SIGNATURE_BYTES, ByteOrder.BIG_ENDIAN));
  }

  private static boolean hasSignature(Struct struct) throws IOException {
    return struct.has(0, "LUKS") && struct.u16(4) == 0xBABE;
  }

  /**
   * Reads a header.
   *
   * @param region the header and the key material after it
   * @throws UnsupportedImageException if it is of another version or cipher
   */
  public static LuksHeader read(ByteSource region) throws IOException {
    Struct struct = Struct.read("LUKS header", region, 0, LENGTH, ByteOrder.BIG_ENDIAN);
    if (!hasSignature(struct)) {
      throw struct.malformed("its signature is missing");
    }
    if (struct.u16(6) != 1) {
      throw new UnsupportedImageException("LUKS version " + struct.u16(6));
    }
    return new LuksHeader(region, struct);
  }

  private String text(int offset) throws IOException {
    String padded = struct.text(offset, 32, StandardCharsets.US_ASCII);
    int end = padded.indexOf('\0');
    return (end < 0 ? padded : padded.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  /** Returns cipher and hash, for descriptions. */
  public String description() {
    return "LUKS, aes-" + cipherMode + ", " + 8 * keyBytes + " bits, " + hash;
  }

  /**
   * Opens the disk or partition that starts with this header.
   *
   * @param name its name, for exceptions
   * @param cache for decrypted data
   * @throws java.nio.file.AccessDeniedException if there is no password or it is wrong
   */
  public ByteSource open(String name, ImageOptions options, ChunkCache cache) throws IOException {
    long start = struct.u32(PAYLOAD_OFFSET) * SECTOR_BYTES;
    if (!region.holds(start, SECTOR_BYTES)) {
      throw struct.malformed("the data from byte %d on are missing", start);
    }
    PasswordLock<SectorCipher> lock = this::unlock;
    SectorCipher cipher = lock.open(name + " (LUKS)", options);
    return DecryptedSectors.of(region.tail(start), SECTOR_BYTES, cipher, cache);
  }

  /**
   * Unlocks the data.
   *
   * @param password the array stays as it is
   * @return null if no slot has this password
   */
  public SectorCipher unlock(char[] password) throws IOException {
    long iterationsLeft = MAX_ITERATIONS;
    for (int i = 0; i < SLOT_COUNT; i++) {
      int slot = SLOTS + i * SLOT_LENGTH;
      if (struct.u32(slot) == ACTIVE) {
        byte[] key = key(slot, password, iterationsLeft);
        iterationsLeft -= struct.u32(slot + 4) + struct.u32(DIGEST_ITERATIONS);
        if (key != null) {
          SectorCipher cipher = cipher(key);
          Arrays.fill(key, (byte) 0);
          return cipher;
        }
      }
    }
    return null;
  }

  /** Returns the key of the data if the slot has the password, else null. */
  private byte[] key(int slot, char[] password, long limit) throws IOException {
    long stripes = struct.u32(slot + 44);
    if (stripes < 1 || stripes > MAX_STRIPES) {
      throw struct.mismatch("stripes from 1 to " + MAX_STRIPES, stripes);
    }
    byte[] salt = struct.bytes(slot + 8, SALT_BYTES);
    byte[] slotKey = Pbkdf2.derive(prf(), password, salt, struct.u32(slot + 4), limit, keyBytes);
    int length = (int) stripes * keyBytes;
    int padded = (length + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    long position = struct.u32(slot + 40) * SECTOR_BYTES;
    byte[] material =
        Struct.read("LUKS key material", region, position, padded, ByteOrder.BIG_ENDIAN).bytes();
    cipher(slotKey).decrypt(0, material, 0, padded);
    byte[] key = merge(material, (int) stripes);
    byte[] digestSalt = struct.bytes(132, SALT_BYTES);
    byte[] digest =
        Pbkdf2.derive(
            prf(),
            key,
            digestSalt,
            struct.u32(DIGEST_ITERATIONS),
            limit - struct.u32(slot + 4),
            DIGEST_BYTES);
    if (Arrays.equals(digest, struct.bytes(112, DIGEST_BYTES))) {
      return key;
    }
    Arrays.fill(key, (byte) 0);
    return null;
  }

  /** Joins the stripes of an anti-forensic split (clause 2.4). */
  private byte[] merge(byte[] material, int stripes) throws IOException {
    byte[] sum = new byte[keyBytes];
    for (int i = 0; i < stripes; i++) {
      for (int j = 0; j < keyBytes; j++) {
        sum[j] ^= material[i * keyBytes + j];
      }
      if (i < stripes - 1) {
        diffuse(sum);
      }
    }
    return sum;
  }

  /** Replaces each part as long as a digest by the digest of its number and itself. */
  private void diffuse(byte[] sum) throws IOException {
    MessageDigest digest = messageDigest(hash);
    int size = digest.getDigestLength();
    for (int part = 0; part * size < sum.length; part++) {
      int length = Math.min(size, sum.length - part * size);
      digest.update(new byte[] {0, 0, (byte) (part >> 8), (byte) part});
      digest.update(sum, part * size, length);
      System.arraycopy(digest.digest(), 0, sum, part * size, length);
    }
  }

  private SectorCipher cipher(byte[] key) throws IOException {
    switch (cipherMode) {
      case "xts-plain64", "xts-plain" -> {
        if (key.length == 32 || key.length == 64) {
          return new AesXts(key, SECTOR_BYTES);
        }
      }
      case "cbc-plain64", "cbc-plain" -> {
        if (key.length <= 32) {
          return AesCbcSectors.plain(key);
        }
      }
      case "cbc-essiv:sha256" -> {
        if (key.length <= 32) {
          return AesCbcSectors.essiv(key, messageDigest("sha256"));
        }
      }
      default -> {}
    }
    throw new UnsupportedImageException(
        "LUKS with aes-" + cipherMode + " and a key of " + 8 * key.length + " bits");
  }

  private Pbkdf2.Prf prf() throws UnsupportedImageException {
    return switch (hash) {
      case "sha1" -> Pbkdf2.Prf.HMAC_SHA1;
      case "sha256" -> Pbkdf2.Prf.HMAC_SHA256;
      case "sha512" -> Pbkdf2.Prf.HMAC_SHA512;
      default -> throw new UnsupportedImageException("LUKS with the hash " + hash);
    };
  }

  private static MessageDigest messageDigest(String hash) throws UnsupportedImageException {
    try {
      return MessageDigest.getInstance(
          hash.equals("sha1") ? "SHA-1" : hash.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new UnsupportedImageException("LUKS with the hash " + hash, e);
    }
  }
}
