package io.github.diskimagefs.volume;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A node of a {@link BTreeFile}: the node descriptor and the records, found by the offsets at the
 * node's end (TN1150 "Node Structure").
 */
final class BTreeNode {
  static final int LEAF = -1;
  static final int INDEX = 0;
  static final int HEADER = 1;

  /** Bytes of the node descriptor. */
  static final int DESCRIPTOR = 14;

  private final Struct bytes;
  private final long next;
  private final int kind;
  private final int height;
  private final int records;

  BTreeNode(Struct bytes) throws MalformedImageException {
    this.bytes = bytes;
    this.next = bytes.u32(0); //     fLink
    this.kind = bytes.s8(8); //      kind
    this.height = bytes.u8(9); //    height
    this.records = bytes.u16(10); // numRecords
    if (2 * (records + 1) > bytes.length() - DESCRIPTOR) {
      throw bytes.malformed("%d records in a node of %d bytes", records, bytes.length());
    }
  }

  Struct bytes() {
    return bytes;
  }

  /** Number of the next node on the same level, 0 for the last. */
  long next() {
    return next;
  }

  int kind() {
    return kind;
  }

  int height() {
    return height;
  }

  int records() {
    return records;
  }

  /** Key and data of a record. */
  Struct record(int index) throws MalformedImageException {
    int start = offset(index);
    int end = offset(index + 1);
    if (start < DESCRIPTOR || end < start || end > bytes.length() - 2 * (records + 1)) {
      throw bytes.malformed("record %d from byte %d to %d", index, start, end);
    }
    return bytes.slice(start, end - start);
  }

  private int offset(int index) throws MalformedImageException {
    return bytes.u16(bytes.length() - 2 * (index + 1));
  }
}
