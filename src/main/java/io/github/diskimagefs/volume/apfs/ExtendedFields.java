package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** Extended fields at the end of a record (Reference "Extended Fields", xf_blob_t). */
final class ExtendedFields {
  static final int FINDER_INFO = 7; // INO_EXT_TYPE_FINDER_INFO
  static final int DSTREAM = 8; //     INO_EXT_TYPE_DSTREAM
  static final int RDEV = 14; //       INO_EXT_TYPE_RDEV

  private static final int HEADER = 4; // xf_blob_t
  private static final int FIELD = 4; //  x_field_t

  private ExtendedFields() {}

  /**
   * Returns the value of a field, or null if the record has none of the type.
   *
   * @param record whose fields, if any, start at {@code offset}
   */
  static Struct find(Struct record, int offset, int type) throws MalformedImageException {
    if (record.length() < offset + HEADER) {
      return null;
    }
    int count = record.u16(offset); // xf_num_exts
    int value = offset + HEADER + FIELD * count;
    for (int i = 0; i < count; i++) {
      int field = offset + HEADER + FIELD * i;
      int size = record.u16(field + 2); // x_size
      if (record.u8(field) == type) { // x_type
        return record.slice(value, size);
      }
      value += (size + 7) & ~7;
    }
    return null;
  }
}
