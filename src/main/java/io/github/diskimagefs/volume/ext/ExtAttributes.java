package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Extended attributes of an inode: those after its fields, and those of its attribute block. Both
 * are lists of entries ({@code struct ext4_xattr_entry}) from the front, and values from the end;
 * large values may have inodes of their own (ea_inode).
 */
final class ExtAttributes {
  private static final int MAGIC = 0xEA02_0000;
  private static final int BLOCK_HEADER = 32;
  private static final int ENTRY = 16;

  /** Name of inline data, which are not an attribute to callers. */
  private static final String INLINE = "system.data";

  /** XATTR_SIZE_MAX of Linux is 64 KiB; ea_inode holds up to this. */
  private static final long MAX_VALUE_BYTES = 16 << 20;

  /** XATTR_SIZE_MAX of Linux. */
  private static final int MAX_ACL_BYTES = 64 << 10;

  /** Opens the value that an inode of its own holds. */
  @FunctionalInterface
  interface ValueInodes {
    ByteSource open(long inode, long size) throws IOException;
  }

  private final ValueInodes inodes;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /** Opens a value. */
  @FunctionalInterface
  private interface Value {
    ByteSource open() throws IOException;
  }

  private ExtAttributes(ValueInodes inodes) {
    this.inodes = inodes;
  }

  /** Reads the names, and where the values are. */
  static ExtAttributes read(Struct inode, Struct block, ValueInodes values)
      throws MalformedImageException {
    ExtAttributes read = new ExtAttributes(values);
    int start = Inode.CLASSIC_LENGTH + Inode.extraSize(inode);
    if (inode.length() - start >= 8 && inode.s32(start) == MAGIC) {
      Struct list = inode.slice("extended attributes", start + 4, inode.length() - start - 4);
      read.entries(list, 0);
    }
    if (block != null) {
      if (block.s32(0) != MAGIC) {
        throw block.mismatch("h_magic ea020000", Integer.toHexString(block.s32(0)));
      }
      read.entries(block, BLOCK_HEADER);
    }
    return read;
  }

  /** Reads entries up to an empty one; values are counted from the start of {@code list}. */
  private void entries(Struct list, int first) throws MalformedImageException {
    int offset = first;
    while (offset + 4 <= list.length() && list.s32(offset) != 0) {
      int nameLength = list.u8(offset); // e_name_len
      Struct entry = list.slice(offset, ENTRY + nameLength);
      String prefix = prefix(entry.u8(1)); // e_name_index
      if (prefix != null) {
        String name = prefix + new String(entry.bytes(ENTRY, nameLength), StandardCharsets.UTF_8);
        values.putIfAbsent(name, value(list, entry, isAcl(entry.u8(1)) ? name : ""));
      }
      offset += (ENTRY + nameLength + 3) & ~3;
    }
  }

  /** Returns whether values of a name index are POSIX ACLs. */
  private static boolean isAcl(int nameIndex) {
    return nameIndex == 2 || nameIndex == 3;
  }

  private Value value(Struct list, Struct entry, String acl) throws MalformedImageException {
    int offset = entry.u16(2); //   e_value_offs
    long inode = entry.u32(4); // e_value_inum
    long size = entry.u32(8); //  e_value_size
    if (size > MAX_VALUE_BYTES) {
      throw entry.malformed("e_value_size %d", size);
    }
    if (inode != 0) {
      return acl.isEmpty() ? () -> inodes.open(inode, size) : () -> acl(entry, inode, size);
    }
    return () -> {
      Struct value = size == 0 ? list.slice(0, 0) : list.slice(offset, (int) size);
      return acl.isEmpty() ? value.source() : PosixAcl.read(value).source();
    };
  }

  private ByteSource acl(Struct entry, long inode, long size) throws IOException {
    if (size > MAX_ACL_BYTES) {
      throw entry.malformed("POSIX ACL of %d bytes", size);
    }
    ByteSource value = inodes.open(inode, size);
    return PosixAcl.read(Struct.read("POSIX ACL", value, 0, (int) size, ByteOrder.LITTLE_ENDIAN))
        .source();
  }

  /** Returns the first part of a name; null if attributes of that kind are not shown. */
  private static String prefix(int index) {
    return switch (index) {
      case 0 -> "";
      case 1 -> "user.";
      case 2 -> PosixAcl.ACCESS;
      case 3 -> PosixAcl.DEFAULT;
      case 4 -> "trusted.";
      case 5 -> "lustre.";
      case 6 -> "security.";
      case 7 -> "system.";
      case 8 -> "system.richacl";
      default -> null; // 9 encryption, 10 gnu, 11 verity: of the file system
    };
  }

  /** Returns the names to show. */
  List<String> names() {
    return values.keySet().stream().filter(name -> !name.equals(INLINE)).toList();
  }

  /** Opens a value; null if there is none of that name. */
  ByteSource open(String name) throws IOException {
    Value value = name.equals(INLINE) ? null : values.get(name);
    return value == null ? null : value.open();
  }

  /** Opens the inline data after the first 60 bytes; null if there are none. */
  ByteSource inlineData() throws IOException {
    Value value = values.get(INLINE);
    return value == null ? null : value.open();
  }
}
