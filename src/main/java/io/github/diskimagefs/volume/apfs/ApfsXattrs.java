package io.github.diskimagefs.volume.apfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Extended attributes (Reference "Extended Attributes", j_xattr_key_t and j_xattr_val_t). */
record ApfsXattrs(FileSystemTree tree, DataStreams streams) {
  static final String SYMLINK = "com.apple.fs.symlink"; //   SYMLINK_EA_NAME
  static final String FIRMLINK = "com.apple.fs.firmlink"; // FIRMLINK_EA_NAME

  private static final int STREAM = 0x1; //     XATTR_DATA_STREAM
  private static final int EMBEDDED = 0x2; //   XATTR_DATA_EMBEDDED
  private static final int OWNED = 0x4; //      XATTR_FILE_SYSTEM_OWNED

  /** Maximum names of one inode, which are held together; bounds memory. */
  private static final int MAX_NAMES = 16_384;

  /** Returns the names of an inode's attributes, except those of the file system itself. */
  List<String> names(long inode) throws IOException {
    List<String> names = new ArrayList<>();
    ApfsTreeCursor cursor = tree.first(inode, FileSystemTree.XATTR);
    byte[] last = new byte[0];
    for (; cursor.here(); cursor.advance()) {
      Struct key = cursor.key();
      if (!FileSystemTree.is(key, inode, FileSystemTree.XATTR)) {
        break;
      }
      byte[] name = name(key);
      // Names in descending order reveal a tree that leads in circles.
      if (!names.isEmpty() && Arrays.compareUnsigned(last, name) >= 0) {
        throw key.malformed("attribute \"%s\" out of order", new String(name, UTF_8));
      }
      if (names.size() == MAX_NAMES) {
        throw key.malformed("more than %d attributes of one inode", MAX_NAMES);
      }
      last = name;
      if ((cursor.value().u16(0) & OWNED) == 0) {
        names.add(new String(name, UTF_8));
      }
    }
    return names;
  }

  private static byte[] name(Struct key) throws MalformedImageException {
    int length = key.u16(8); // name_len
    return key.bytes(10, Math.max(0, length - 1)); // without the final NUL
  }

  /** Opens the value of an attribute; returns null if there is none of that name. */
  ByteSource value(long inode, String name) throws IOException {
    Struct value = record(inode, name);
    if (value == null) {
      return null;
    }
    int flags = value.u16(0);
    int length = value.u16(2); // xdata_len
    if ((flags & EMBEDDED) != 0) {
      return value.slice("extended attribute " + name, 4, length).source();
    }
    if ((flags & STREAM) == 0) {
      throw value.malformed("extended attribute with flags 0x%x", flags);
    }
    // j_xattr_dstream_t: xattr_obj_id, dstream.size
    return streams.open("extended attribute " + name, value.s64(4), value.u64(12));
  }

  /** Returns the identifier of an attribute's data stream; 0 if it has none. */
  long streamId(long inode, String name) throws IOException {
    Struct value = record(inode, name);
    return value == null || (value.u16(0) & STREAM) == 0 ? 0 : value.s64(4);
  }

  /** Returns the record of an attribute, or null. */
  private Struct record(long inode, String name) throws IOException {
    byte[] wanted = name.getBytes(UTF_8);
    ApfsTreeCursor cursor =
        tree.seek(
            inode,
            FileSystemTree.XATTR,
            (node, offset, length) -> compare(wanted, node, offset, length));
    if (!cursor.here()) {
      return null;
    }
    Struct key = cursor.key();
    return FileSystemTree.is(key, inode, FileSystemTree.XATTR)
            && compare(wanted, key, FileSystemTree.KEY, key.length() - FileSystemTree.KEY) == 0
        ? cursor.value()
        : null;
  }

  /** Compares a name with that of a key, of which {@code offset} is after j_key_t. */
  static int compare(byte[] wanted, Struct node, int offset, int length)
      throws MalformedImageException {
    if (length < 2) {
      throw node.malformed("attribute key of %d bytes", length + FileSystemTree.KEY);
    }
    int stored = Math.max(0, Math.min(node.u16(offset), length - 2) - 1);
    int common = Math.min(wanted.length, stored);
    for (int i = 0; i < common; i++) {
      int order = Integer.compare(wanted[i] & 0xFF, node.u8(offset + 2 + i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(wanted.length, stored);
  }
}
