package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A path table, ECMA-119 §9.4: consulted where a directory is not where its record says.
 *
 * @param struct its records
 * @param layout revision of the format
 */
record PathTable(Struct struct, DescriptorRevision layout) {
  private static final int MAX_TABLE_BYTES = 4 << 20;

  /** Receives the directories of a table. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Receives a directory.
     *
     * @param record offset of its record
     * @param parent offset of the record of its parent
     */
    void visit(int record, int parent) throws IOException;
  }

  /**
   * Reads the little-endian table of a volume, or the big-endian one if that is not valid.
   *
   * @return null if neither is valid
   */
  static PathTable read(ByteSource image, VolumeDescriptor volume) throws IOException {
    PathTable little = read(image, volume, volume.pathTable(), ByteOrder.LITTLE_ENDIAN);
    return little != null
        ? little
        : read(image, volume, volume.pathTableBig(), ByteOrder.BIG_ENDIAN);
  }

  private static PathTable read(
      ByteSource image, VolumeDescriptor volume, long block, ByteOrder order) throws IOException {
    long position = block * volume.blockSize();
    long size = image.clip(position, Math.min(volume.pathTableSize(), MAX_TABLE_BYTES));
    if (block == 0 || size < 10) {
      return null;
    }
    Struct struct = Struct.read("Path Table", image, position, (int) size, order);
    PathTable table = new PathTable(struct, volume.layout());
    // The first record is the root's: identifier (00), its own parent.
    return table.nameLength(0) == 1 && struct.u8(8) == 0 && table.parent(0) == 1 ? table : null;
  }

  /** Returns the number of directories. */
  long count() throws IOException {
    long count = 0;
    int records = 0;
    for (int offset = 0; holdsRecord(offset); offset = next(offset)) {
      records++;
      int parent = parent(offset);
      if (parent >= 1 && parent <= records) {
        count++;
      }
    }
    return count;
  }

  /** Returns the block of the root directory. */
  long root() throws MalformedImageException {
    return block(0);
  }

  /** Visits the directories in order. */
  void visit(Visitor visitor) throws IOException {
    int[] places = new int[struct.length() / 8];
    int count = 0;
    for (int offset = 0; holdsRecord(offset); offset = next(offset)) {
      places[count++] = offset;
      int parent = parent(offset);
      if (parent >= 1 && parent <= count) {
        visitor.visit(offset, places[parent - 1]);
      }
    }
  }

  private boolean holdsRecord(int offset) throws MalformedImageException {
    if (offset + 8 > struct.length()) {
      return false;
    }
    int length = nameLength(offset);
    return length > 0 && offset + 8 + length <= struct.length();
  }

  private int next(int offset) throws MalformedImageException {
    int length = nameLength(offset);
    return offset + 8 + length + length % 2;
  }

  /** Returns the identifier in a record. */
  String identifier(int offset, NameDecoder names) throws MalformedImageException {
    return names.identifier(struct, offset + 8, nameLength(offset));
  }

  private int nameLength(int offset) throws MalformedImageException {
    return struct.u8(offset + (layout == DescriptorRevision.HIGH_SIERRA ? 5 : 0)); // BP 1, §9.4.1
  }

  /** Returns the block in a record. */
  long block(int offset) throws MalformedImageException {
    return layout == DescriptorRevision.HIGH_SIERRA
        ? struct.u32(offset) + struct.u8(offset + 4)
        : struct.u32(offset + 2)
            + struct.u8(offset + 1); // BP 3 to 6, §9.4.3, after the attribute record
  }

  private int parent(int offset) throws MalformedImageException {
    return struct.u16(offset + 6); // BP 7 to 8, §9.4.4
  }
}
