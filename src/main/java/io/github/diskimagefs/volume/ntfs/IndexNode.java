package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/** The entries of a node of a directory's index: the root, or a block of the allocation. */
final class IndexNode {
  /** Reference, length, length of the key, flags. */
  private static final int ENTRY_HEADER = 16;

  private static final int HAS_CHILD = 1;
  private static final int LAST = 2;

  private final Struct struct;
  private final int end;
  private int offset;

  /**
   * Creates a node.
   *
   * @param struct the index header and the entries that follow it
   */
  IndexNode(Struct struct) throws IOException {
    long first = struct.u32(0);
    long length = struct.u32(4);
    if (length > struct.length() || first > length) {
      throw struct.malformed("entries from %d to %d of %d", first, length, struct.length());
    }
    this.struct = struct;
    this.offset = (int) first;
    this.end = (int) length;
  }

  /** Moves to an entry. */
  void seek(int entry) {
    offset = entry;
  }

  /** Returns the offset of the current entry. */
  int offset() {
    return offset;
  }

  /** Returns the current entry; null after the last. */
  Struct entry() throws IOException {
    if (offset > end - ENTRY_HEADER) {
      return null;
    }
    int length = struct.u16(offset + 8);
    if (length < ENTRY_HEADER || length > end - offset) {
      throw struct.malformed("index entry of %d bytes at %d", length, offset);
    }
    return struct.slice("index entry", offset, length);
  }

  /** Moves to the next entry. */
  void advance(Struct entry) throws IOException {
    offset = last(entry) ? end : offset + entry.length();
  }

  /** Returns whether an entry is the last of its node, which has no key. */
  static boolean last(Struct entry) throws IOException {
    return (entry.u16(12) & LAST) != 0;
  }

  /** Returns the number of the block with the entries before an entry; -1 for none. */
  static long child(Struct entry) throws IOException {
    return (entry.u16(12) & HAS_CHILD) == 0 ? -1 : entry.u64(entry.length() - 8);
  }

  static Struct key(Struct entry) throws IOException {
    return entry.slice("$FILE_NAME", ENTRY_HEADER, entry.u16(10));
  }
}
