package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;

/** A cursor over the records of a file, of which it reads the headers alone. */
final class EcmCursor {
  private static final String RECORD = "ECM record";

  /** Bits of the count in the first byte of a header, and in each of the others. */
  private static final int FIRST_BITS = 5;

  private static final int NEXT_BITS = 7;

  /** The count of the record that ends the list, less one. */
  private static final long END = 0xFFFF_FFFFL;

  private final ByteSource file;
  private final HeaderWindow window;
  private long next;
  private EcmRecordType type = EcmRecordType.LITERAL;
  private long count;
  private long data;
  private long position;

  /**
   * Creates a cursor before a record.
   *
   * @param offset of the record
   * @param position of its first byte when it is decoded
   */
  EcmCursor(ByteSource file, long offset, long position) {
    this.file = file;
    this.window = new HeaderWindow(file);
    this.next = offset;
    this.position = position;
  }

  /** Moves to the next record; returns false if the list ends. */
  boolean next() throws IOException {
    position = end();
    long start = next;
    int first = read();
    long value = first >> 2 & 0x1F;
    int bits = FIRST_BITS;
    for (int each = first; each >= 0x80; bits += NEXT_BITS) {
      each = read();
      if (bits >= Integer.SIZE || (long) (each & 0x7F) << bits > END) {
        throw new MalformedImageException(RECORD, start, "its count has more than 32 bits");
      }
      value |= (long) (each & 0x7F) << bits;
    }
    type = EcmRecordType.of(first & 3);
    data = next;
    if (value == END) {
      count = 0;
      return false;
    }
    count = value + 1;
    long length = count * type.stored();
    if (length > file.size() - data) {
      throw new MalformedImageException(
          RECORD,
          start,
          String.format("%d bytes follow it, but the file ends at byte %d", length, file.size()));
    }
    next = data + length;
    return true;
  }

  /** Reads the next byte of a header. */
  private int read() throws IOException {
    if (next >= file.size()) {
      throw new MalformedImageException(RECORD, next, "the file ends within a header");
    }
    return window.u8(next++);
  }

  EcmRecordType type() {
    return type;
  }

  /** Returns the offset of the record's data, or of the checksum after the list. */
  long data() {
    return data;
  }

  /** Returns the offset of the next record. */
  long nextOffset() {
    return next;
  }

  /** Returns the position of the record's first byte when it is decoded. */
  long position() {
    return position;
  }

  /** Returns the position after the record's last byte when it is decoded. */
  long end() {
    return position + count * type.decoded();
  }
}
