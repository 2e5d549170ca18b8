package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.crypto.AesXts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Key bag of a container or a volume (Reference "Encryption", kb_locker_t). It is encrypted with
 * the UUID of its owner, which hides nothing but makes it unreadable once the UUID is wiped.
 */
final class KeyBag {
  /** Object types of the two kinds (Reference "Objects"), as text. */
  static final String CONTAINER = "syek"; // OBJECT_TYPE_CONTAINER_KEYBAG, little-endian

  static final String VOLUME = "scer"; //    OBJECT_TYPE_VOLUME_KEYBAG

  static final int VOLUME_KEY = 2; //            KB_TAG_VOLUME_KEY
  static final int VOLUME_UNLOCK_RECORDS = 3; // KB_TAG_VOLUME_UNLOCK_RECORDS

  /** Bounds memory; macOS uses one block. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int LOCKER = 32; //  after the object header
  private static final int ENTRIES = 48; // kl_entries
  private static final int ENTRY = 24; //   keybag_entry_t up to ke_keydata

  /**
   * An entry (keybag_entry_t).
   *
   * @param uuid of the volume or the user that it belongs to
   */
  record Entry(UUID uuid, int tag, Struct data) {}

  private final List<Entry> entries;

  private KeyBag(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads a key bag.
   *
   * @param block its first block
   * @param count number of its blocks
   * @param owner UUID of the container or volume
   * @param type {@link #CONTAINER} or {@link #VOLUME}
   */
  static KeyBag read(ContainerBlocks blocks, long block, long count, UUID owner, String type)
      throws IOException {
    long offset = blocks.offset("key bag", block, count);
    if (count < 1 || count > MAX_BYTES / blocks.blockSize()) {
      throw new MalformedImageException("key bag", offset, count + " blocks");
    }
    byte[] bytes = new byte[(int) count * blocks.blockSize()];
    blocks.bytes().readFully(offset, ByteBuffer.wrap(bytes));
    byte[] uuid = ApfsUuid.bytes(owner);
    byte[] keys = ByteBuffer.allocate(2 * uuid.length).put(uuid).put(uuid).array();
    new AesXts(keys, ApfsTree.SECTOR_BYTES)
        .decrypt(offset / ApfsTree.SECTOR_BYTES, bytes, 0, bytes.length);
    Struct bag = Struct.of("key bag", bytes, offset, ByteOrder.LITTLE_ENDIAN);
    if (!bag.has(24, type) || !Fletcher64.matches(bytes, bytes.length)) {
      throw bag.malformed("wrong type or checksum after decryption");
    }
    return new KeyBag(entries(bag));
  }

  private static List<Entry> entries(Struct bag) throws MalformedImageException {
    int count = bag.u16(LOCKER + 2); // kl_nkeys
    List<Entry> entries = new ArrayList<>();
    int offset = ENTRIES;
    for (int i = 0; i < count; i++) {
      int length = bag.u16(offset + 18); // ke_keylen
      entries.add(
          new Entry(
              ApfsUuid.read(bag, offset), // ke_uuid
              bag.u16(offset + 16), // ke_tag
              bag.slice("key bag entry", offset + ENTRY, length)));
      offset += (ENTRY + length + 15) & ~15;
    }
    return entries;
  }

  /** Returns the entries of a kind. */
  List<Entry> entries(int tag) {
    return entries.stream().filter(entry -> entry.tag() == tag).toList();
  }

  /** Returns the entry of a kind and an owner, or null. */
  Entry entry(int tag, UUID owner) {
    return entries.stream()
        .filter(entry -> entry.tag() == tag && entry.uuid().equals(owner))
        .findFirst()
        .orElse(null);
  }
}
