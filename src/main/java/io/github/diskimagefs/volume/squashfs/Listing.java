package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.UnixFileType;
import java.io.IOException;

/** Reader of the entries of a directory from one of its headers on. For one thread at a time. */
final class Listing {
  private final ListingLayout layout;
  private final MetadataCursor cursor;

  /** Bytes of the listing, and the position in it. */
  private final long length;

  private long position;
  private ListingLayout.Header header;
  private int left;
  private ListingLayout.Entry entry;
  private long entryPosition;
  private byte[] name;

  /**
   * Creates a reader.
   *
   * @param cursor at a header
   * @param position of that header in the listing
   * @param length bytes of the listing
   */
  Listing(ListingLayout layout, MetadataCursor cursor, long position, long length) {
    this.layout = layout;
    this.cursor = cursor;
    this.position = position;
    this.length = length;
  }

  /** Moves to the next entry; returns false after the last one. */
  boolean next() throws IOException {
    try {
      while (left == 0) {
        if (position >= length) {
          return false;
        }
        header = layout.header(take(ListingLayout.HEADER, layout.headerBytes()));
        left = header.count();
      }
      entryPosition = position;
      entry = layout.entry(take(ListingLayout.ENTRY, layout.entryBytes()), header);
      Struct text = take(ListingLayout.ENTRY, entry.nameLength());
      name = text.bytes();
      left--;
      return true;
    } catch (IOException e) {
      left = 0;
      position = length; // no entry can be found after a damaged one
      throw e;
    }
  }

  private Struct take(String part, int size) throws IOException {
    Struct struct = cursor.take(part, size);
    position += size;
    if (position > length) {
      throw struct.malformed("the listing of %d bytes ends before", length);
    }
    return struct;
  }

  /** Returns the reference to the inode of the entry. */
  long reference() {
    return entry.reference();
  }

  /** Returns the type of the entry; null if there is no such type. */
  UnixFileType type() {
    return InodeTypes.of(entry.type());
  }

  /** Returns the bytes of the entry's name, which are the caller's. */
  byte[] name() {
    return name;
  }

  /** Returns the position of the entry in the listing. */
  long position() {
    return entryPosition;
  }
}
