package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;

/**
 * Descriptor tag, ECMA-167 3/7.2 and 4/7.2: 16 bytes that open every descriptor.
 *
 * <p>Tolerance: the location is only believed where it decides something (an anchor at one of
 * several sector sizes, a descriptor without a CRC). Elsewhere a right checksum and CRC are enough,
 * because masters of PlayStation 2 discs (Gran Turismo 4) carry wrong locations in their file set
 * and second anchor.
 */
final class Tag {
  static final int SIZE = 16;

  /** No sound tag. */
  static final int NONE = -1;

  // 3/7.2.1
  static final int PRIMARY_VOLUME = 1;
  static final int ANCHOR = 2;
  static final int VOLUME_POINTER = 3;
  static final int IMPLEMENTATION_USE = 4;
  static final int PARTITION = 5;
  static final int LOGICAL_VOLUME = 6;
  static final int TERMINATING = 8;
  static final int INTEGRITY = 9;

  // 4/7.2.1
  static final int FILE_SET = 256;
  static final int FILE_IDENTIFIER = 257;
  static final int ALLOCATION_EXTENT = 258;
  static final int INDIRECT_ENTRY = 259;
  static final int TERMINAL_ENTRY = 260;
  static final int FILE_ENTRY = 261;
  static final int ATTRIBUTE_HEADER = 262;
  static final int EXTENDED_FILE_ENTRY = 266;

  private Tag() {}

  /**
   * The identifier of a sound tag (0 for a block of zeros), else {@link #NONE}.
   *
   * @param location block where the descriptor lies, in the numbering of its partition
   */
  static int validId(Struct in, long location) throws MalformedImageException {
    return error(in, location) == null ? in.u16(0) : NONE;
  }

  /** Whether the tag is sound and says to lie where it lies. */
  static boolean isValidAt(Struct in, int identifier, long location) throws MalformedImageException {
    return in.u16(0) == identifier && in.u32(12) == location && error(in, location) == null;
  }

  /**
   * The identifier.
   *
   * @throws MalformedImageException if checksum, CRC or location are wrong
   */
  static int id(Struct in, long location) throws MalformedImageException {
    String error = error(in, location);
    if (error != null) {
      throw in.malformed("%s", error);
    }
    return in.u16(0);
  }

  /** Requires a sound tag of one identifier. */
  static void require(Struct in, int identifier, long location) throws MalformedImageException {
    int found = id(in, location);
    if (found != identifier) {
      throw in.mismatch("tag identifier " + identifier, found);
    }
  }

  /** The checksum alone, as for descriptors that are checked while they are gathered. */
  static boolean checksumHolds(Struct in) throws MalformedImageException {
    return checksumHolds(in, 0);
  }

  /** The same of a tag within a structure. */
  static boolean checksumHolds(Struct in, int offset) throws MalformedImageException {
    int sum =
        sum(in.s64(offset) & ~(0xFFL << 32)) + sum(in.s64(offset + 8)); // 3/7.2.3: without byte 4
    return (sum & 0xFF) == in.u8(offset + 4);
  }

  /** The sum of eight bytes, all added at once. */
  private static int sum(long bytes) {
    long pairs = (bytes & 0x00FF_00FF_00FF_00FFL) + ((bytes >>> 8) & 0x00FF_00FF_00FF_00FFL);
    return (int) ((pairs * 0x0001_0001_0001_0001L) >>> 48);
  }

  private static String error(Struct in, long location) throws MalformedImageException {
    if (!checksumHolds(in)) {
      return "tag checksum " + in.u8(4) + " does not hold";
    }
    int crc = in.u16(8); // 3/7.2.6
    int crcLength = in.u16(10); // 3/7.2.7
    // Linux too takes a length past the block for no CRC at all.
    if (crcLength == 0 || crcLength > in.length() - SIZE) {
      return in.u32(12) == location || in.u16(0) == 0
          ? null
          : "tag location " + location + " expected, found " + in.u32(12);
    }
    int computed = Crc16.of(in, SIZE, crcLength);
    return computed == crc
        ? null
        : String.format("descriptor CRC %04X expected, computed %04X", crc, computed);
  }
}
