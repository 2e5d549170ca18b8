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

  /** No valid tag. */
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
   * Returns the identifier of a valid tag (0 for a block of zeros), else {@link #NONE}.
   *
   * @param location block of the descriptor, as its partition counts
   */
  static int validId(Struct struct, long location) throws MalformedImageException {
    return error(struct, location) == null ? struct.u16(0) : NONE;
  }

  /** Returns whether the tag is valid and names the location it is at. */
  static boolean isValidAt(Struct struct, int identifier, long location)
      throws MalformedImageException {
    return names(struct, identifier, location) && error(struct, location) == null;
  }

  /** Returns whether the tag has an identifier and names the location, valid or not. */
  static boolean names(Struct struct, int identifier, long location)
      throws MalformedImageException {
    return struct.u16(0) == identifier && struct.u32(12) == location;
  }

  /**
   * Returns the identifier.
   *
   * @throws MalformedImageException if checksum, CRC or location are wrong
   */
  static int id(Struct struct, long location) throws MalformedImageException {
    String error = error(struct, location);
    if (error != null) {
      throw struct.malformed("%s", error);
    }
    return struct.u16(0);
  }

  /** Throws unless the tag is valid and has an identifier. */
  static void require(Struct struct, int identifier, long location) throws MalformedImageException {
    int found = id(struct, location);
    if (found != identifier) {
      throw struct.mismatch("tag identifier " + identifier, found);
    }
  }

  /** Returns whether the checksum holds, for descriptors whose CRC is checked elsewhere. */
  static boolean checksumHolds(Struct struct) throws MalformedImageException {
    return checksumHolds(struct, 0);
  }

  /** Returns whether the checksum of a tag within a structure holds. */
  static boolean checksumHolds(Struct struct, int offset) throws MalformedImageException {
    int sum =
        sum(struct.s64(offset) & ~(0xFFL << 32))
            + sum(struct.s64(offset + 8)); // 3/7.2.3: without byte 4
    return (sum & 0xFF) == struct.u8(offset + 4);
  }

  /** Returns the sum of eight bytes, all added at once. */
  private static int sum(long bytes) {
    long pairs = (bytes & 0x00FF_00FF_00FF_00FFL) + ((bytes >>> 8) & 0x00FF_00FF_00FF_00FFL);
    return (int) ((pairs * 0x0001_0001_0001_0001L) >>> 48);
  }

  private static String error(Struct struct, long location) throws MalformedImageException {
    if (!checksumHolds(struct)) {
      return "tag checksum " + struct.u8(4) + " does not hold";
    }
    int crc = struct.u16(8); // 3/7.2.6
    int crcLength = struct.u16(10); // 3/7.2.7
    // Linux too takes a length past the block for no CRC at all.
    if (crcLength == 0 || crcLength > struct.length() - SIZE) {
      return struct.u32(12) == location || struct.u16(0) == 0
          ? null
          : "tag location " + location + " expected, found " + struct.u32(12);
    }
    int computed = Crc16.of(struct, SIZE, crcLength);
    return computed == crc
        ? null
        : String.format("descriptor CRC %04X expected, computed %04X", crc, computed);
  }
}
