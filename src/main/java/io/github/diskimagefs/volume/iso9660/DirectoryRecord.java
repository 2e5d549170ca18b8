package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * A directory record, ECMA-119 §9.1, or its High Sierra predecessor. The identifier and the system
 * use field are not copied: the record names their offsets.
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
   * @param struct in little-endian order
   * @param blocks logical blocks of the image: where the two byte orders of a block number differ,
   *     one of them is outside
   */
  static DirectoryRecord read(Struct struct, int offset, DescriptorRevision revision, long blocks)
      throws MalformedImageException {
    boolean sierra = revision == DescriptorRevision.HIGH_SIERRA;
    int length = struct.u8(offset); // BP 1, §9.1.1
    int nameLength = struct.u8(offset + 32); // BP 33, §9.1.10
    int flags = struct.u8(offset + (sierra ? 24 : 25)); // BP 26, §9.1.6
    return new DirectoryRecord(
        offset,
        33 + nameLength > length ? 0 : length,
        struct.u8(offset + 1), // BP 2, §9.1.2
        location(struct, offset + 2, blocks), // BP 3 to 10, §9.1.3
        length(struct, offset + 10, (flags & DIRECTORY) != 0), // BP 11 to 18, §9.1.4
        flags,
        struct.u8(offset + 26), // BP 27, §9.1.7
        struct.u8(offset + 27), // BP 28, §9.1.8
        nameLength);
  }

  /** Reads a block number: the little-endian half, unless only the other is in the image. */
  private static long location(Struct struct, int offset, long blocks)
      throws MalformedImageException {
    long little = struct.u32both(offset);
    if (little < blocks) {
      return little;
    }
    long big = Integer.reverseBytes(struct.s32(offset + 4)) & 0xFFFF_FFFFL;
    return big < blocks ? big : little;
  }

  /** Reads a length: the little-endian half, unless only the other is possible for a directory. */
  private static long length(Struct struct, int offset, boolean directory)
      throws MalformedImageException {
    long little = struct.u32both(offset);
    if (!directory || little % MIN_BLOCK_SIZE == 0) {
      return little;
    }
    long big = Integer.reverseBytes(struct.s32(offset + 4)) & 0xFFFF_FFFFL;
    return big != 0 && big % MIN_BLOCK_SIZE == 0 ? big : little;
  }

  /** Returns whether a file flag is set. */
  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns whether this is the entry {@code "."}: identifier (00), §7.6.2. */
  boolean self(Struct struct) throws MalformedImageException {
    return nameLength == 1 && struct.u8(offset + 33) == 0;
  }

  /** Returns whether this is {@code "."} or {@code ".."}: identifier (00) or (01), §7.6.2. */
  boolean special(Struct struct) throws MalformedImageException {
    return nameLength == 1 && struct.u8(offset + 33) <= 1;
  }

  /** Returns whether the data are in units with gaps between them, §6.4.3. */
  boolean interleaved() {
    return unit > 0 && gap > 0;
  }

  /** Returns the offset of the system use field, §9.1.13. */
  int systemUse() {
    return offset + 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
  }

  /** Returns the offset of the next record. */
  int end() {
    return offset + length;
  }

  /**
   * Reads the recording date and time, §9.1.5, in milliseconds since 1970, or {@link
   * IsoTime#UNKNOWN}.
   */
  long recorded(Struct struct, DescriptorRevision revision) throws MalformedImageException {
    return IsoTime.numeric(struct, offset + 18, revision != DescriptorRevision.HIGH_SIERRA);
  }
}
