package io.github.diskimagefs.volume.ext;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Name of an encrypted entry without the key, as Linux shows it ({@code struct
 * fscrypt_nokey_name}): in Base64 for URLs, the hashes of the name, its encrypted bytes, and for
 * long ones the SHA-256 of the rest.
 */
final class NoKeyName {
  private static final int HASHES = 8;
  private static final int MAX_BYTES = 149;
  private static final int DIGEST = 32;

  private NoKeyName() {}

  /**
   * Returns the name.
   *
   * @param hash of the name in the upper half, the minor hash in the lower
   */
  static String of(long hash, byte[] encrypted) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    ByteBuffer hashes = ByteBuffer.allocate(HASHES).order(ByteOrder.LITTLE_ENDIAN);
    name.writeBytes(hashes.putInt((int) (hash >>> 32)).putInt((int) hash).array());
    name.write(encrypted, 0, Math.min(encrypted.length, MAX_BYTES));
    if (encrypted.length > MAX_BYTES) {
      MessageDigest digest = sha256();
      digest.update(encrypted, MAX_BYTES, encrypted.length - MAX_BYTES);
      name.writeBytes(digest.digest());
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.toByteArray());
  }

  /** Returns the length of the name of so many encrypted bytes. */
  static int length(int encrypted) {
    int bytes = HASHES + (encrypted > MAX_BYTES ? MAX_BYTES + DIGEST : encrypted);
    return (bytes * 4 + 2) / 3;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
