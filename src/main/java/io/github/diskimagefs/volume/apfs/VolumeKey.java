package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesXts;
import io.github.diskimagefs.crypto.Pbkdf2;
import io.github.diskimagefs.options.ImageOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Key of an encrypted volume (Reference "Encryption", "Accessing Encrypted Objects"): the
 * container's key bag has it wrapped, and says where the volume's key bag is; that one has the
 * wrapping key once for each user's password and once for the personal recovery key.
 */
final class VolumeKey {
  private static final int KEY_BYTES = 32;
  private static final int HALF_BYTES = 16;

  private VolumeKey() {}

  /**
   * Unlocks a volume with the password of the options.
   *
   * @return null if the volume is not encrypted
   * @throws AccessDeniedException if there is no password or it is wrong
   * @throws UnsupportedImageException if the computer's hardware holds the key
   */
  static AesXts unlock(ApfsContainer container, VolumeSuperblock volume, ImageOptions options)
      throws IOException {
    if (!volume.encrypted()) {
      return null;
    }
    if (!volume.oneKey()) {
      throw new UnsupportedImageException("APFS volume with a key for each file");
    }
    if (!container.superblock().softwareEncryption() || container.superblock().keybagBlock() == 0) {
      throw new UnsupportedImageException(
          "APFS volume encrypted by hardware (T2 chip or Apple silicon)");
    }
    char[] password = options.password().orElse(null);
    if (password == null) {
      throw new AccessDeniedException(volume.name(), null, "encrypted: needs a password");
    }
    byte[] key = null;
    try {
      key = key(container, volume, password);
      if (key == null) {
        throw new AccessDeniedException(volume.name(), null, "encrypted: the password is wrong");
      }
      return new AesXts(key, ApfsTree.SECTOR_BYTES);
    } finally {
      Arrays.fill(password, '\0');
      wipe(key);
    }
  }

  /** Returns the key, or null if the password is wrong. */
  private static byte[] key(ApfsContainer container, VolumeSuperblock volume, char[] password)
      throws IOException {
    ContainerBlocks blocks = container.blocks();
    NxSuperblock superblock = container.superblock();
    KeyBag bag =
        KeyBag.read(
            blocks,
            superblock.keybagBlock(),
            superblock.keybagBlocks(),
            superblock.uuid(),
            KeyBag.CONTAINER);
    Struct wrapped = require(bag, KeyBag.VOLUME_KEY, volume);
    Struct place = require(bag, KeyBag.VOLUME_UNLOCK_RECORDS, volume); // prange_t
    KeyBag records = KeyBag.read(blocks, place.s64(0), place.s64(8), volume.uuid(), KeyBag.VOLUME);
    List<WrappedKey> candidates = new ArrayList<>();
    long iterations = 0; // one password is tried with all of them
    for (KeyBag.Entry entry : records.entries(KeyBag.VOLUME_UNLOCK_RECORDS)) {
      WrappedKey candidate = WrappedKey.read(entry.data());
      candidates.add(candidate);
      iterations += Math.min(candidate.iterations(), Integer.MAX_VALUE);
    }
    if (iterations > Pbkdf2.MAX_ITERATIONS) {
      throw new UnsupportedImageException(
          iterations + " iterations of PBKDF2 for " + candidates.size() + " passwords");
    }
    WrappedKey volumeKey = WrappedKey.read(wrapped);
    for (WrappedKey candidate : candidates) {
      byte[] wrapping = candidate.unwrap(password);
      if (wrapping != null) {
        try {
          byte[] key = volumeKey.unwrap(wrapping);
          if (key != null) {
            return complete(key, volumeKey);
          }
        } finally {
          wipe(wrapping);
        }
      }
    }
    return null;
  }

  private static Struct require(KeyBag bag, int tag, VolumeSuperblock volume)
      throws MalformedImageException {
    KeyBag.Entry entry = bag.entry(tag, volume.uuid());
    if (entry == null) {
      throw new MalformedImageException(
          "key bag",
          MalformedImageException.NO_OFFSET,
          "no entry of kind " + tag + " for volume " + volume.uuid());
    }
    return entry.data();
  }

  /** Returns both keys of XTS; a volume converted from HFS Plus has only the first one wrapped. */
  private static byte[] complete(byte[] key, WrappedKey wrapped) throws IOException {
    if (key.length == KEY_BYTES) {
      return key;
    }
    if (key.length != HALF_BYTES) {
      throw wrapped.wrapped().malformed("volume key of %d bytes", key.length);
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(key);
      byte[] tweak = sha.digest(ApfsUuid.bytes(wrapped.uuid()));
      byte[] both = Arrays.copyOf(key, KEY_BYTES);
      System.arraycopy(tweak, 0, both, HALF_BYTES, HALF_BYTES);
      wipe(key);
      return both;
    } catch (GeneralSecurityException e) {
      throw new UnsupportedImageException("SHA-256", e);
    }
  }

  private static void wipe(byte[] key) {
    if (key != null) {
      Arrays.fill(key, (byte) 0);
    }
  }
}
