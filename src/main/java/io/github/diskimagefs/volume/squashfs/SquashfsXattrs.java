package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sets of extended attributes: a table that starts with the offset of their metadata blocks, their
 * number, and an index of metadata blocks with an entry for each set. Entries that share a value
 * refer to it. Safe for use by many threads at once.
 */
record SquashfsXattrs(ByteSource image, SquashfsSuperblock superblock, MetadataBlocks blocks) {
  private static final String TABLE = "SquashFS xattr table";
  private static final String ENTRY = "SquashFS xattr";
  private static final int TABLE_BYTES = 16;
  private static final int SET_BYTES = 16;
  private static final int BLOCK_SETS = MetadataBlocks.BLOCK_BYTES / SET_BYTES;

  /** The entry's value is a reference to another one. */
  private static final int REFERENCE = 0x100;

  private static final int PREFIX_MASK = 0xFF;
  private static final String[] PREFIXES = {"user.", "trusted.", "security."};

  /** Attributes of one entry; Linux lists names of up to 64 KiB. */
  private static final int MAX_ATTRIBUTES = 32_768;

  /** XATTR_SIZE_MAX of Linux is 64 KiB. */
  private static final int MAX_VALUE_BYTES = 1 << 20;

  /** Names and values of one entry. */
  private static final long MAX_SET_BYTES = 16 << 20;

  /** Reads the names of an entry's attributes, each with the place of its value. */
  Map<String, MetadataPlace> names(SquashfsInode inode) throws IOException {
    if (inode.xattrs() == SquashfsInode.NO_XATTRS
        || superblock.xattrTable() == SquashfsSuperblock.NO_TABLE) {
      return Map.of();
    }
    Struct table =
        Struct.read(TABLE, image, superblock.xattrTable(), TABLE_BYTES, superblock.order());
    long start = table.u64(0); // xattr_table_start
    long sets = table.u32(8); // xattr_ids
    if (inode.xattrs() >= sets) {
      throw table.malformed("set %d of %d", inode.xattrs(), sets);
    }
    long index = superblock.xattrTable() + TABLE_BYTES + inode.xattrs() / BLOCK_SETS * Long.BYTES;
    long block = Struct.read(TABLE, image, index, Long.BYTES, superblock.order()).u64(0);
    int within = (int) (inode.xattrs() % BLOCK_SETS) * SET_BYTES;
    Struct set = blocks.read(block).slice(TABLE, within, SET_BYTES);
    long count = set.u32(8); // count
    if (count > MAX_ATTRIBUTES) {
      throw set.malformed("%d attributes", count);
    }
    return names(start, MetadataPlace.of(start, set.u64(0)), (int) count); // xattr
  }

  private Map<String, MetadataPlace> names(long start, MetadataPlace set, int count)
      throws IOException {
    Map<String, MetadataPlace> names = new LinkedHashMap<>();
    MetadataCursor cursor = cursor();
    if (count > 0) {
      cursor.seek(set);
    }
    long total = 0;
    for (int i = 0; i < count; i++) {
      Struct entry = cursor.take(ENTRY, 4);
      int type = entry.u16(0); // type
      int length = entry.u16(2); // size
      String name = cursor.take(ENTRY, length).text(0, length, StandardCharsets.UTF_8);
      MetadataPlace value = cursor.place();
      Struct head = cursor.take(ENTRY, 4);
      long size = head.u32(0); // vsize
      total += size + length;
      if (total > MAX_SET_BYTES) {
        throw head.malformed("attributes of %d bytes", total);
      }
      if ((type & REFERENCE) == 0) {
        cursor.skip(size);
      } else {
        value = MetadataPlace.of(start, cursor.take(ENTRY, Long.BYTES).u64(0));
      }
      int prefix = type & PREFIX_MASK;
      if (prefix < PREFIXES.length) {
        names.putIfAbsent(PREFIXES[prefix] + name, value);
      }
    }
    return names;
  }

  /** Reads a value. */
  ByteSource value(MetadataPlace place) throws IOException {
    MetadataCursor cursor = cursor();
    cursor.seek(place);
    Struct head = cursor.take(ENTRY, 4);
    long size = head.u32(0); // vsize
    if (size > MAX_VALUE_BYTES) {
      throw head.malformed("a value of %d bytes", size);
    }
    return new ArraySource(cursor.take(ENTRY, (int) size).bytes());
  }

  private MetadataCursor cursor() {
    return new MetadataCursor(blocks, blocks.end());
  }
}
