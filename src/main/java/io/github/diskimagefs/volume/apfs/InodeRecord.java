package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.BsdDevice;
import io.github.diskimagefs.volume.apple.FinderInfo;

/**
 * Inode (Reference "File-System Objects", j_inode_val_t).
 *
 * @param streamId identifier of the data stream
 * @param created nanoseconds since 1970, as the other times
 * @param links number of names; of a directory, number of entries
 * @param mode file type and permission bits
 * @param expandedSize length of a compressed file if {@code internalFlags} say so
 * @param size bytes of the data stream
 * @param device device number in the encoding of Linux
 * @param finder Finder information, or null
 */
record InodeRecord(
    long streamId,
    long created,
    long modified,
    long changed,
    long accessed,
    long internalFlags,
    int links,
    long bsdFlags,
    long owner,
    long group,
    int mode,
    long expandedSize,
    long size,
    long device,
    FinderInfo finder) {
  static final int TYPE_MASK = 0xF000;
  static final int DIRECTORY = 0x4000;
  static final int FILE = 0x8000;
  static final int SYMBOLIC_LINK = 0xA000;

  private static final int FIELDS = 92;
  private static final int HAS_EXPANDED_SIZE = 0x40000; // INODE_HAS_UNCOMPRESSED_SIZE
  private static final int COMPRESSED = 0x20; //           UF_COMPRESSED
  private static final int HIDDEN = 0x8000; //             UF_HIDDEN

  /** Reads the record. */
  static InodeRecord read(Struct value) throws MalformedImageException {
    long size = 0;
    long device = 0;
    FinderInfo finder = null;
    for (ExtendedFields fields = new ExtendedFields(value, FIELDS); fields.next(); ) {
      switch (fields.type()) {
        case ExtendedFields.DSTREAM -> size = value.u64(fields.offset());
        case ExtendedFields.RDEV -> device = BsdDevice.linux(value.u32(fields.offset()));
        case ExtendedFields.FINDER_INFO -> finder = finder(value, fields);
        default -> {
          // Names, document identifiers and statistics are not needed.
        }
      }
    }
    return new InodeRecord(
        value.s64(8), //  private_id
        value.s64(16), // create_time
        value.s64(24), // mod_time
        value.s64(32), // change_time
        value.s64(40), // access_time
        value.s64(48), // internal_flags
        value.s32(56), // nchildren, nlink
        value.u32(68), // bsd_flags
        value.u32(72), // owner
        value.u32(76), // group
        value.u16(80), // mode
        value.s64(84), // uncompressed_size
        size,
        device,
        finder);
  }

  private static FinderInfo finder(Struct value, ExtendedFields fields)
      throws MalformedImageException {
    int length = FinderInfo.LENGTH;
    return fields.size() != length || value.zero(fields.offset(), length)
        ? null
        : FinderInfo.of(value.bytes(fields.offset(), length));
  }

  int type() {
    return mode & TYPE_MASK;
  }

  /** Returns whether the inode states that the file is compressed, which may be wrong. */
  boolean compressed() {
    return type() == FILE && (bsdFlags & COMPRESSED) != 0;
  }

  /** Returns whether {@link #expandedSize} is valid. */
  boolean hasExpandedSize() {
    return (internalFlags & HAS_EXPANDED_SIZE) != 0 && expandedSize >= 0;
  }

  boolean hidden() {
    return (bsdFlags & HIDDEN) != 0;
  }
}
