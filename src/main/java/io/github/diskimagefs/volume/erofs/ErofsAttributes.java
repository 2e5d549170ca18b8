package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.MetadataPages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Extended attributes of an inode: those after it, and those of the shared area that it names. The
 * bloom filter of names, which saves Linux a search, is not used.
 */
final class ErofsAttributes {
  private static final String NAME = "extended attributes";
  private static final int HEADER = 12;
  private static final int ENTRY = 4;
  private static final int LONG_PREFIX = 0x80; // EROFS_XATTR_LONG_PREFIX

  private final Map<String, Struct> values = new LinkedHashMap<>();
  private final NamePrefixes prefixes;

  private ErofsAttributes(NamePrefixes prefixes) {
    this.prefixes = prefixes;
  }

  /**
   * Reads the attributes of an inode.
   *
   * @param sharedStart byte position of the shared area
   */
  static ErofsAttributes read(
      ErofsInode inode, MetadataPages pages, long sharedStart, NamePrefixes prefixes)
      throws IOException {
    ErofsAttributes read = new ErofsAttributes(prefixes);
    int length = (int) (inode.bodyStart() - inode.attributesStart()); // up to 256 KiB
    if (length <= HEADER) {
      return read;
    }
    Struct list = pages.read(NAME, inode.attributesStart(), length);
    int shared = list.u8(4); // h_shared_count
    int offset = HEADER + shared * Integer.BYTES;
    while (offset + ENTRY <= length) {
      int size = size(list, offset);
      read.add(list.slice(offset, size));
      offset += (size + 3) & ~3;
    }
    for (int i = 0; i < shared; i++) {
      long position = sharedStart + list.u32(HEADER + i * Integer.BYTES) * Integer.BYTES;
      Struct head = pages.read("shared extended attribute", position, ENTRY);
      read.add(pages.read(head.name(), position, size(head, 0)));
    }
    return read;
  }

  /** Returns the bytes of an entry and its name and value ({@code struct erofs_xattr_entry}). */
  private static int size(Struct struct, int offset) throws MalformedImageException {
    return ENTRY + struct.u8(offset) + struct.u16(offset + 2); // e_name_len, e_value_size
  }

  private void add(Struct entry) throws IOException {
    int nameLength = entry.u8(0); // e_name_len
    int index = entry.u8(1); // e_name_index
    String prefix =
        (index & LONG_PREFIX) != 0
            ? prefixes.get(index & ~LONG_PREFIX)
            : NamePrefixes.ofIndex(index);
    if (prefix != null) {
      String name = prefix + entry.text(ENTRY, nameLength, StandardCharsets.UTF_8);
      values.putIfAbsent(name, entry.from(ENTRY + nameLength));
    }
  }

  /** Returns the full names. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** Opens a value; null if there is none of that name. */
  ByteSource open(String name) {
    Struct value = values.get(name);
    return value == null ? null : value.source();
  }
}
