package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BTreeCursor;
import io.github.diskimagefs.volume.BTreeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Attributes file: extended attributes (TN1150 "Attributes File"; inline data: hfs_format.h). */
record AttributesFile(BTreeFile tree, ForkDataReader forks) {
  private static final int INLINE = 0x10;
  private static final int FORK = 0x20;
  private static final int EXTENTS = 0x30;

  /** Maximum names of one file, which are held together; bounds memory. */
  private static final int MAX_NAMES = 16_384;

  /** Returns the names of a file's attributes. */
  List<String> names(long file) throws IOException {
    List<String> names = new ArrayList<>();
    BTreeCursor cursor = tree.seek(key -> compare(file, "", 0, key));
    String last = null;
    for (; cursor.here(); cursor.advance()) {
      Struct key = cursor.key();
      if (key.u32(2) != file) {
        break;
      }
      String name = HfsPlusCatalogFile.unicode(key, 10);
      // Names in descending order reveal a chain of leaves that forms a loop.
      int order = last == null ? 1 : name.compareTo(last);
      if (order < 0) {
        throw key.malformed("attribute %s after %s", name, last);
      }
      if (order > 0 && key.u32(6) == 0) {
        if (names.size() == MAX_NAMES) {
          throw key.malformed("more than %d attributes of one file", MAX_NAMES);
        }
        names.add(name);
      }
      last = name;
    }
    return names;
  }

  /** Opens the value of an attribute; returns null if there is none of that name. */
  ByteSource value(long file, String name) throws IOException {
    BTreeCursor cursor = tree.find(key -> compare(file, name, 0, key));
    if (cursor == null) {
      return null;
    }
    Struct record = cursor.data();
    int type = record.s32(0);
    if (type == INLINE) {
      long length = record.u32(12); // attrSize
      if (length > record.length() - 16) {
        throw record.malformed("attribute of %d bytes in a record of %d", length, record.length());
      }
      return record.slice(16, (int) length).source();
    }
    if (type != FORK) {
      throw record.malformed("attribute record of type %d", type);
    }
    ForkData fork = ForkData.read(record.slice(8, ForkData.LENGTH));
    return forks.open("extended attribute " + name, fork, block -> overflow(file, name, block));
  }

  private int[] overflow(long file, String name, long block) throws IOException {
    BTreeCursor cursor = tree.find(key -> compare(file, name, block, key));
    if (cursor == null) {
      return null;
    }
    Struct record = cursor.data();
    if (record.s32(0) != EXTENTS) {
      throw record.malformed("attribute record of type %d instead of extents", record.s32(0));
    }
    return ForkData.extents(record.slice(8, ForkData.EXTENTS_LENGTH));
  }

  /** Compares by file, by name (code units) and by start block. */
  private static int compare(long file, String name, long block, Struct key)
      throws MalformedImageException {
    int order = Long.compare(file, key.u32(2)); // fileID
    if (order == 0) {
      order = UnicodeOrder.BINARY.compare(name, key, 12, key.u16(10)); // attrNameLen, attrName
    }
    return order == 0 ? Long.compare(block, key.u32(6)) : order; // startBlock
  }
}
