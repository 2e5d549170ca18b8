package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A path table, ECMA-119 §9.4: consulted where a directory is not where its record says.
 *
 * @param in its records
 * @param layout how they are laid out
 */
record PathTable(Struct in, DescriptorRevision layout) {
  private static final int MAX_TABLE_BYTES = 4 << 20;

  /** Is told of a directory: the offset of its record, and the block of its parent. */
  @FunctionalInterface
  interface Visitor {
    void visit(int record, long parentBlock) throws IOException;
  }

  /**
   * Reads the little-endian table of a volume, or the other where that is none.
   *
   * @return null if neither is one
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
    long size =
        Math.min(Math.min(volume.pathTableSize(), MAX_TABLE_BYTES), image.size() - position);
    if (block == 0 || size < 10) {
      return null;
    }
    Struct in = Struct.read("Path Table", image, position, (int) size, order);
    PathTable table = new PathTable(in, volume.layout());
    // The first record is the root's: identifier (00), its own parent.
    return table.nameLength(0) == 1 && in.u8(8) == 0 && table.parent(0) == 1 ? table : null;
  }

  /** Returns the number of directories. */
  long count() throws IOException {
    long[] count = {0};
    visit((record, parent) -> count[0]++);
    return count[0];
  }

  /** Returns the block of the root directory. */
  long root() throws MalformedImageException {
    return block(0);
  }

  /** Visits the directories in order. */
  void visit(Visitor visitor) throws IOException {
    int[] places = new int[in.length() / 8];
    int count = 0;
    for (int offset = 0; offset + 8 <= in.length() && nameLength(offset) > 0; ) {
      int length = nameLength(offset);
      if (offset + 8 + length > in.length()) {
        return;
      }
      places[count++] = offset;
      int parent = parent(offset);
      if (parent >= 1 && parent <= count) {
        visitor.visit(offset, block(places[parent - 1]));
      }
      offset += 8 + length + length % 2;
    }
  }

  /** The identifier in a record. */
  String identifier(int offset, NameDecoder names) throws MalformedImageException {
    return names.identifier(in, offset + 8, nameLength(offset));
  }

  private int nameLength(int offset) throws MalformedImageException {
    return in.u8(offset + (layout == DescriptorRevision.HIGH_SIERRA ? 5 : 0)); // BP 1, §9.4.1
  }

  /** The block in a record. */
  long block(int offset) throws MalformedImageException {
    return layout == DescriptorRevision.HIGH_SIERRA
        ? in.u32(offset) + in.u8(offset + 4)
        : in.u32(offset + 2) + in.u8(offset + 1); // BP 3 to 6, §9.4.3, behind the attribute record
  }

  private int parent(int offset) throws MalformedImageException {
    return in.u16(offset + 6); // BP 7 to 8, §9.4.4
  }
}
