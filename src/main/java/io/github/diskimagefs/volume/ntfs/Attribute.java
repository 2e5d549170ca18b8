package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of a file record, or a part of one that is spread over several records.
 *
 * @param type as {@link #DATA}
 * @param name empty for most
 * @param struct the attribute from its header on
 */
record Attribute(int type, String name, Struct struct) {
  static final int STANDARD_INFORMATION = 0x10;
  static final int ATTRIBUTE_LIST = 0x20;
  static final int VOLUME_NAME = 0x60;
  static final int VOLUME_INFORMATION = 0x70;
  static final int DATA = 0x80;
  static final int INDEX_ROOT = 0x90;
  static final int INDEX_ALLOCATION = 0xA0;
  static final int REPARSE_POINT = 0xC0;

  /** The names of a file, of which the index of its directory has copies. */
  private static final int FILE_NAME = 0x30;

  private static final int SECURITY_DESCRIPTOR = 0x50;

  private static final int END = 0xFFFF_FFFF;
  private static final int MIN_LENGTH = 24;
  private static final int NONRESIDENT_LENGTH = 64;

  private static final int COMPRESSED = 0x00FF;
  private static final int ENCRYPTED = 0x4000;

  /** Reads the attributes of a file record, except names and security descriptors. */
  static List<Attribute> all(Struct record) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    long end = Math.min(record.u32(24), record.length()); //  bytes in use
    int offset = record.u16(20); //                           first attribute
    while (offset <= end - 4 && record.s32(offset) != END) {
      long length = record.u32(offset + 4);
      if (length < MIN_LENGTH || length > end - offset) {
        throw record.malformed("attribute of %d bytes at %d", length, offset);
      }
      int type = record.s32(offset);
      int nameLength = record.u8(offset + 9);
      if (nameLength == 0 && (type == FILE_NAME || type == SECURITY_DESCRIPTOR)) {
        offset += (int) length;
        continue;
      }
      Struct struct = record.slice("attribute", offset, (int) length);
      String name =
          nameLength == 0
              ? ""
              : struct.text(struct.u16(10), 2 * nameLength, StandardCharsets.UTF_16LE);
      attributes.add(new Attribute(type, name, struct));
      offset += (int) length;
    }
    return attributes;
  }

  boolean is(int wantedType, String wantedName) {
    return type == wantedType && name.equals(wantedName);
  }

  boolean resident() throws IOException {
    return struct.u8(8) == 0;
  }

  private int flags() throws IOException {
    return struct.u16(12);
  }

  boolean compressed() throws IOException {
    return (flags() & COMPRESSED) != 0;
  }

  boolean encrypted() throws IOException {
    return (flags() & ENCRYPTED) != 0;
  }

  /** Returns the value of a resident attribute. */
  Struct value() throws IOException {
    long length = struct.u32(16);
    if (length > struct.length()) {
      throw struct.malformed("value of %d bytes", length);
    }
    return struct.slice(struct.u16(20), (int) length);
  }

  private Struct nonresident() throws IOException {
    return struct.slice(0, NONRESIDENT_LENGTH);
  }

  /** Returns the first cluster, counted in the attribute, that this part places. */
  long firstCluster() throws IOException {
    return resident() ? 0 : nonresident().u64(16);
  }

  /** Returns the binary logarithm of the clusters of a compression unit. */
  int compressionUnit() throws IOException {
    return nonresident().u16(34);
  }

  /** Returns the size of the value in bytes; of an attribute in parts, the first one knows it. */
  long size() throws IOException {
    return resident() ? struct.u32(16) : nonresident().u64(48);
  }

  /** Returns the bytes that were written; zeros follow. */
  long initialisedSize() throws IOException {
    return resident() ? size() : nonresident().u64(56);
  }

  /** Returns the mapping pairs. */
  Struct mappingPairs() throws IOException {
    int offset = nonresident().u16(32);
    return struct.slice(offset, struct.length() - offset);
  }
}
