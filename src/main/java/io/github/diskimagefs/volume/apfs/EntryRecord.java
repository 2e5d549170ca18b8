package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Directory entry (Reference "File-System Objects", j_drec_key_t, j_drec_hashed_key_t and
 * j_drec_val_t).
 *
 * @param name as stored
 * @param hash of the name, 0 if the volume has none
 * @param inode identifier of the inode
 * @param type of the entry, as in dirent.h; 0 if unknown
 * @param place byte offset of the key in the image
 */
record EntryRecord(String name, int hash, long inode, int type, long place) {
  /** Offset of the length of the name in a key. */
  static final int LENGTH = 8;

  private static final int LENGTH_MASK = 0x3FF; // J_DREC_LEN_MASK
  private static final int HASH_SHIFT = 10; //     J_DREC_HASH_SHIFT
  private static final int TYPE_MASK = 0xF; //     DREC_TYPE_MASK
  private static final int FIELDS = 18;

  /**
   * Reads a record.
   *
   * @param hashed whether the volume has hashes in keys
   */
  static EntryRecord read(Struct key, Struct value, boolean hashed) throws MalformedImageException {
    int stored = hashed ? (int) key.u32(LENGTH) : key.u16(LENGTH);
    int length = hashed ? stored & LENGTH_MASK : stored;
    int start = LENGTH + (hashed ? 4 : 2);
    if (length < 1 || length > key.length() - start) {
      throw key.malformed("name of %d bytes in a key of %d", length, key.length());
    }
    boolean terminated = key.u8(start + length - 1) == 0;
    String name = key.text(start, terminated ? length - 1 : length, UTF_8);
    if (value.length() < FIELDS) {
      throw value.malformed("directory entry of %d bytes", value.length());
    }
    return new EntryRecord(
        name,
        hashed ? hash(stored) : 0,
        value.s64(0), // file_id
        value.u16(16) & TYPE_MASK, // flags
        key.imageOffset());
  }

  /** Returns the hash that a key's length and hash hold. */
  static int hash(int lengthAndHash) {
    return lengthAndHash >>> HASH_SHIFT;
  }
}
