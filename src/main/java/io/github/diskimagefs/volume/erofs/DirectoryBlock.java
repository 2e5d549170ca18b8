package io.github.diskimagefs.volume.erofs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Block of a directory: entries of 12 bytes ({@code struct erofs_dirent}), then their names in the
 * same order, each up to the start of the next. Names are sorted by their bytes, in all blocks.
 *
 * @param struct the block, shorter at the end of the directory
 * @param count number of entries
 */
record DirectoryBlock(Struct struct, int count) {
  static final int ENTRY = 12;

  private static final String NAME = "directory block";
  private static final int MAX_NAME_BYTES = 255;
  private static final int DIRECTORY_TYPE = 2; // EROFS_FT_DIR

  /**
   * Reads the block of a directory that starts at a position.
   *
   * @param blockSize bytes of a block, of which the last may have fewer
   */
  static DirectoryBlock read(ByteSource content, long start, int blockSize) throws IOException {
    byte[] bytes = content.readFully(start, (int) Math.min(blockSize, content.size() - start));
    HostExtent extent = content.extent(start, 1);
    long offset = extent.stored() ? extent.offset() : start;
    Struct struct = Struct.of(NAME, bytes, offset, ByteOrder.LITTLE_ENDIAN);
    int first = struct.length() < ENTRY ? 0 : struct.u16(8); // nameoff
    if (first < ENTRY || first > struct.length()) {
      throw struct.malformed("the first name is at offset %d of %d", first, struct.length());
    }
    return new DirectoryBlock(struct, first / ENTRY);
  }

  /** Returns the number of an entry's inode. */
  long nid(int index) throws MalformedImageException {
    return struct.s64(index * ENTRY);
  }

  /** Returns whether an entry says that it is a directory. */
  boolean directory(int index) throws MalformedImageException {
    return struct.u8(index * ENTRY + 10) == DIRECTORY_TYPE; // file_type
  }

  /** Returns the name of an entry. */
  byte[] name(int index) throws MalformedImageException {
    int start = struct.u16(index * ENTRY + 8); // nameoff
    boolean last = index == count - 1;
    int end = last ? struct.length() : struct.u16((index + 1) * ENTRY + 8);
    if (start < count * ENTRY || end > struct.length() || start > end) {
      throw struct.malformed("name of entry %d from offset %d to %d", index, start, end);
    }
    if (last) {
      int nul = start;
      while (nul < end && struct.u8(nul) != 0) {
        nul++;
      }
      end = nul;
    }
    if (end == start || end - start > MAX_NAME_BYTES) {
      throw struct.malformed("name of entry %d of %d bytes", index, end - start);
    }
    return struct.bytes(start, end - start);
  }

  /** Returns the index of a name; if there is none, -1 minus the index where it would be. */
  int find(byte[] name) throws MalformedImageException {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(name(middle), name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return -1 - low;
  }
}
