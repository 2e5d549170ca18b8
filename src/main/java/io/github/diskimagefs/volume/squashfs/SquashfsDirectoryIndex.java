package io.github.diskimagefs.volume.squashfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Index of a large directory: for some of its headers, in the order of the names, the first name
 * and the place of the header.
 */
final class SquashfsDirectoryIndex {
  /** Entries kept: of a longer index each second, fourth … one. */
  private static final int MAX_ENTRIES = 2048;

  private final List<Entry> entries;

  /** Entry of the index: the first name after a header, and the header's place. */
  static final class Entry {
    private final byte[] name;
    private final long position;
    private final long block;

    Entry(byte[] name, long position, long block) {
      this.name = name;
      this.position = position;
      this.block = block;
    }

    /** Returns the position of the header in the listing. */
    long position() {
      return position;
    }

    /** Returns the offset in the directory table of the metadata block with the header. */
    long block() {
      return block;
    }
  }

  private SquashfsDirectoryIndex(List<Entry> entries) {
    this.entries = entries;
  }

  /** Reads the index of a directory. */
  static SquashfsDirectoryIndex read(
      ListingLayout layout, MetadataCursor cursor, SquashfsInode directory) throws IOException {
    int count = directory.indexes();
    int step = (count + MAX_ENTRIES - 1) / MAX_ENTRIES;
    List<Entry> entries = new ArrayList<>(count / step + 1);
    cursor.seek(directory.tail());
    for (int i = 0; i < count; i++) {
      ListingLayout.Index index =
          layout.index(cursor.take(ListingLayout.INDEX, layout.indexBytes()));
      if (i % step == 0) {
        byte[] name = cursor.take(ListingLayout.INDEX, index.nameLength()).bytes();
        entries.add(new Entry(name, index.position(), index.block()));
      } else {
        cursor.skip(index.nameLength());
      }
    }
    return new SquashfsDirectoryIndex(entries);
  }

  /**
   * Returns the last entry whose name is not after a name.
   *
   * @return null if the name may only be before all entries
   */
  Entry find(byte[] name) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(entries.get(middle).name, name) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : entries.get(low - 1);
  }
}
