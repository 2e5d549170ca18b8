package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Iterator over the extended fields at the end of a record (Reference "Extended Fields",
 * xf_blob_t).
 */
final class ExtendedFields {
  static final int NAME = 4; //        INO_EXT_TYPE_NAME
  static final int FINDER_INFO = 7; // INO_EXT_TYPE_FINDER_INFO
  static final int DSTREAM = 8; //     INO_EXT_TYPE_DSTREAM
  static final int RDEV = 14; //       INO_EXT_TYPE_RDEV

  private static final int HEADER = 4; // xf_blob_t
  private static final int FIELD = 4; //  x_field_t

  private final Struct record;
  private final int count;
  private int field;
  private int index;
  private int offset;
  private int end;

  /**
   * Starts before the first field.
   *
   * @param record whose fields, if any, start at {@code start}
   */
  ExtendedFields(Struct record, int start) throws MalformedImageException {
    this.record = record;
    this.count = record.length() < start + HEADER ? 0 : record.u16(start); // xf_num_exts
    this.field = start + HEADER - FIELD;
    this.end = start + HEADER + FIELD * count;
  }

  /** Goes to the next field; returns false after the last. */
  boolean next() throws MalformedImageException {
    if (index == count) {
      return false;
    }
    index++;
    field += FIELD;
    offset = end;
    end += (size() + 7) & ~7;
    return true;
  }

  /** Returns the type of the field. */
  int type() throws MalformedImageException {
    return record.u8(field); // x_type
  }

  /** Returns the bytes of the value. */
  int size() throws MalformedImageException {
    return record.u16(field + 2); // x_size
  }

  /** Returns the offset of the value in the record. */
  int offset() {
    return offset;
  }
}
