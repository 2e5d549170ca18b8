package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Directory Record, ECMA-119 §9.1, and its High Sierra forerunner. The identifier and the system
 * use field stay where they are, given by offset.
 *
 * @param offset offset in the structure it was read from
 * @param length of the record, 0 if the identifier does not fit
 * @param attributeLength logical blocks of the extended attribute record before the data
 * @param location logical block of the extent
 * @param dataLength bytes
 * @param flags §9.1.6
 * @param unit file unit size in logical blocks, 0 if not interleaved
 * @param gap interleave gap size in logical blocks
 * @param nameLength length of the identifier, from offset {@code offset + 33}
 */
record DirectoryRecord(
    int offset,
    int length,
    int attributeLength,
    long location,
    long dataLength,
    int flags,
    int unit,
    int gap,
    int nameLength) {

  static final int MIN_LENGTH = 34;

  private static final int MIN_BLOCK_SIZE = 512;

  static final int HIDDEN = 0x01;
  static final int DIRECTORY = 0x02;
  static final int ASSOCIATED = 0x04;
  static final int CONTINUED = 0x80;

  /**
   * Reads the record at an offset.
   *
   * @param in in little-endian order
   * @param blocks logical blocks of the image, which decide between two byte orders that disagree
   */
  static DirectoryRecord read(Struct in, int offset, DescriptorRevision layout, long blocks)
      throws MalformedImageException {
    boolean sierra = layout == DescriptorRevision.HIGH_SIERRA;
    int length = in.u8(offset); // BP 1, §9.1.1
    int nameLength = in.u8(offset + 32); // BP 33, §9.1.10
    int flags = in.u8(offset + (sierra ? 24 : 25)); // BP 26, §9.1.6
    return new DirectoryRecord(
        offset,
        33 + nameLength > length ? 0 : length,
        in.u8(offset + 1), // BP 2, §9.1.2
        either(in, offset + 2, blocks), // BP 3 to 10, §9.1.3
        length(in, offset + 10, (flags & DIRECTORY) != 0), // BP 11 to 18, §9.1.4
        flags,
        in.u8(offset + 26), // BP 27, §9.1.7
        in.u8(offset + 27), // BP 28, §9.1.8
        nameLength);
  }

  /** A block number: the little-endian half, unless only the other lies in the image. */
  private static long either(Struct in, int offset, long blocks) throws MalformedImageException {
    long little = in.u32both(offset);
    if (little < blocks) {
      return little;
    }
    long big = Integer.reverseBytes(in.s32(offset + 4)) & 0xFFFF_FFFFL;
    return big < blocks ? big : little;
  }

  /** A length: the little-endian half, unless only the other is a directory's. */
  private static long length(Struct in, int offset, boolean directory)
      throws MalformedImageException {
    long little = in.u32both(offset);
    if (!directory || little % MIN_BLOCK_SIZE == 0) {
      return little;
    }
    long big = Integer.reverseBytes(in.s32(offset + 4)) & 0xFFFF_FFFFL;
    return big != 0 && big % MIN_BLOCK_SIZE == 0 ? big : little;
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether it stands for its own directory, {@code "."}: identifier (00), §7.6.2. */
  boolean self(Struct in) throws MalformedImageException {
    return nameLength == 1 && in.u8(offset + 33) == 0;
  }

  /** Whether it stands for its own directory or the parent: identifier (00) or (01), §7.6.2. */
  boolean special(Struct in) throws MalformedImageException {
    return nameLength == 1 && in.u8(offset + 33) <= 1;
  }

  /** Offset of the system use field, §9.1.13. */
  int systemUse() {
    return offset + 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
  }

  int end() {
    return offset + length;
  }

  /** Recording date and time, §9.1.5. */
  long recorded(Struct in, DescriptorRevision layout) throws MalformedImageException {
    return IsoTime.numeric(in, offset + 18, layout != DescriptorRevision.HIGH_SIERRA);
  }
}
