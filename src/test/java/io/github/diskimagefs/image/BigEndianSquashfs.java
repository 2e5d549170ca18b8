package io.github.diskimagefs.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns a little-endian SquashFS 4.0 without compressed tables into a big-endian one, as makers of
 * firmware have them: reverses the bytes of each field.
 */
public final class BigEndianSquashfs {
  private static final int BLOCK = 8192;

  private final byte[] image;
  private final ByteBuffer original;

  /** Offset of the first metadata block of the table whose fields are swapped; -1 for none. */
  private long table = -1;

  private BigEndianSquashfs(byte[] image) {
    this.image = image.clone();
    this.original = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the volume in big-endian order. */
  public static byte[] of(byte[] image) {
    BigEndianSquashfs swapped = new BigEndianSquashfs(image);
    swapped.swap();
    return swapped.image;
  }

  private void swap() {
    int inodes = (int) original.getLong(64);
    int directories = (int) original.getLong(72);
    int fragments = (int) original.getLong(80);
    int exports = (int) original.getLong(88);
    int ids = (int) original.getLong(48);
    int xattrs = (int) original.getLong(56);
    int firstFragment = (int) original.getLong(fragments);
    inodes(inodes, blocks(inodes, directories));
    directories(blocks(directories, firstFragment));
    table(firstFragment, fragments, exportStart(exports), 8, 4, 4);
    table((int) original.getLong(exports), exports, (int) original.getLong(ids), 8);
    table((int) original.getLong(ids), ids, (int) original.getLong(xattrs), 4);
    xattrs(xattrs);
    fields(0, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 8, 8, 8, 8, 8, 8, 8, 8);
  }

  private int exportStart(int exports) {
    return (int) original.getLong(exports);
  }

  /** Swaps the lengths of metadata blocks; returns the number of decoded bytes. */
  private int blocks(int start, int end) {
    int total = 0;
    table = -1;
    for (int at = start; at < end; ) {
      int length = original.getShort(at) & 0x7FFF;
      field(at, 2);
      at += 2 + length;
      total += length;
    }
    table = start;
    return total;
  }

  /** Swaps metadata of equal entries, and the index of 64-bit places after it. */
  private void table(int start, int index, int end, int... entry) {
    int size = blocks(start, index);
    for (int at = 0; at < size; ) {
      at = fields(at, entry);
    }
    table = -1;
    for (int at = index; at + 8 <= end && at < index + 8 * ((size + BLOCK - 1) / BLOCK); at += 8) {
      field(at, 8);
    }
  }

  private void inodes(int start, int size) {
    for (int at = 0; at < size; ) {
      int type = u16(at);
      int inode = at;
      at = fields(at, 2, 2, 2, 2, 4, 4);
      switch (type) {
        case 1 -> at = fields(at, 4, 4, 2, 2, 4);
        case 8 -> {
          int indexes = u16(inode + 32);
          at = fields(at, 4, 4, 4, 4, 2, 2, 4);
          for (int i = 0; i < indexes; i++) {
            int name = (int) u32(at + 8) + 1;
            at = fields(at, 4, 4, 4) + name;
          }
        }
        case 2 -> {
          long blocks = blocks(u32(inode + 28), u32(inode + 20));
          at = fields(at, 4, 4, 4, 4);
          at = sizes(at, blocks);
        }
        case 9 -> {
          long blocks = blocks(u32(inode + 24), u32(inode + 44));
          at = fields(at, 8, 8, 8, 4, 4, 4, 4);
          at = sizes(at, blocks);
        }
        case 3, 10 -> {
          int length = (int) u32(inode + 20);
          at = fields(at, 4, 4) + length;
          at = type == 10 ? fields(at, 4) : at;
        }
        case 4, 5 -> at = fields(at, 4, 4);
        case 11, 12 -> at = fields(at, 4, 4, 4);
        case 6, 7 -> at = fields(at, 4);
        case 13, 14 -> at = fields(at, 4, 4);
        default -> throw new IllegalStateException("type " + type + " at " + (start + at));
      }
    }
  }

  private long blocks(long size, long fragment) {
    long block = original.getInt(12);
    return fragment == 0xFFFF_FFFFL ? (size + block - 1) / block : size / block;
  }

  private int sizes(int start, long count) {
    int at = start;
    for (long i = 0; i < count; i++) {
      at = fields(at, 4);
    }
    return at;
  }

  private void directories(int size) {
    for (int at = 0; at < size; ) {
      long count = u32(at) + 1;
      at = fields(at, 4, 4, 4);
      for (long i = 0; i < count; i++) {
        int name = u16(at + 6) + 1;
        at = fields(at, 2, 2, 2, 2) + name;
      }
    }
    table = -1;
  }

  /** Swaps the entries of each set, and once each value that entries refer to. */
  private void xattrs(int header) {
    int start = (int) original.getLong(header);
    int sets = (int) original.getLong(header + 16);
    Set<Integer> values = new HashSet<>();
    blocks(start, sets);
    for (int i = 0; i < original.getInt(header + 8); i++) {
      int set = sets + 2 + i * 16;
      int at = (int) original.getLong(set);
      for (int j = 0; j < original.getInt(set + 8); j++) {
        int name = u16(at + 2);
        boolean reference = (u16(at) & 0x100) != 0;
        at = fields(at, 2, 2) + name;
        int size = (int) u32(at);
        if (reference) {
          values.add((int) u32(at + 4));
        }
        at = reference ? fields(at, 4, 8) : fields(at, 4) + size;
      }
    }
    values.forEach(value -> fields(value, 4));
    table(sets, header, header, 8, 4, 4);
    fields(header, 8, 4, 4, 8);
  }

  private int u16(int at) {
    return (original.get(place(at)) & 0xFF) | ((original.get(place(at + 1)) & 0xFF) << 8);
  }

  private long u32(int at) {
    return u16(at) | ((long) u16(at + 2) << 16);
  }

  private int fields(int start, int... sizes) {
    int at = start;
    for (int size : sizes) {
      field(at, size);
      at += size;
    }
    return at;
  }

  private void field(int at, int size) {
    for (int i = 0; i < size; i++) {
      image[place(at + i)] = original.get(place(at + size - 1 - i));
    }
  }

  private int place(int at) {
    return table < 0 ? at : (int) table + at / BLOCK * (BLOCK + 2) + 2 + at % BLOCK;
  }
}
