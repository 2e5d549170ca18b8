package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * File entry, ECMA-167 4/14.9, or extended file entry, 4/14.17, with its ICB tag, 4/14.6.
 *
 * @param partition that holds it
 * @param block of the partition
 * @param type file type, 4/14.6.6
 * @param flags 4/14.6.8
 * @param size information length in bytes
 * @param created {@link Timestamp#NONE} where not recorded; all times in microseconds
 * @param device as in {@link io.github.diskimagefs.volume.Node.Unix#rdev}
 * @param attributesOffset of the embedded extended attributes, in bytes from the start
 * @param attributesIcb further extended attributes, or null
 * @param streams the stream directory, or null
 * @param extents the allocation descriptors; null where they are many, or the content itself
 */
record FileEntry(
    int partition,
    long block,
    int type,
    int flags,
    int strategy,
    long uid,
    long gid,
    int permissions,
    int links,
    long size,
    long accessed,
    long modified,
    long created,
    long changed,
    long device,
    long uniqueId,
    int attributesOffset,
    int attributesLength,
    int descriptorsLength,
    LongAd attributesIcb,
    LongAd streams,
    Struct extents) {

  // 4/14.6.6 and UDF 2.3.5.2
  static final int DIRECTORY = 4;
  static final int BLOCK_DEVICE = 6;
  static final int CHARACTER_DEVICE = 7;
  static final int FIFO = 9;
  static final int SOCKET = 10;
  static final int SYMBOLIC_LINK = 12;
  static final int STREAM_DIRECTORY = 13;
  static final int VAT = 248;

  /** Where the allocation descriptors are the content, 4/14.6.8. */
  private static final int EMBEDDED = 3;

  private static final String DESCRIPTORS = "Allocation Descriptors";

  /** Maximum bytes of allocation descriptors that a node holds. */
  private static final int MAX_HELD_BYTES = 32;

  /** Bytes that hold a file entry with a few extents: fewer than the smallest block has. */
  static final int TYPICAL_LENGTH = 256;

  /**
   * Returns whether a structure holds all of the descriptor at its start, and that is one of the
   * two kinds.
   *
   * @param struct the first {@link #TYPICAL_LENGTH} bytes of a block, or more
   */
  static boolean isWithin(Struct struct) throws IOException {
    int id = struct.u16(0);
    if (id != Tag.FILE_ENTRY && id != Tag.EXTENDED_FILE_ENTRY) {
      return false;
    }
    int attributes = id == Tag.EXTENDED_FILE_ENTRY ? 216 : 176;
    long end = attributes + struct.u32(attributes - 8) + struct.u32(attributes - 4);
    return end <= struct.length() && Tag.SIZE + struct.u16(10) <= struct.length();
  }

  /** Reads a descriptor whose tag is valid and of one of the two kinds. */
  static FileEntry read(Struct struct, int partition, long block) throws IOException {
    boolean extended = struct.u16(0) == Tag.EXTENDED_FILE_ENTRY;
    int strategy = struct.u16(20); // 4/14.6.2
    if (strategy != 4 && strategy != 4096) {
      throw new UnsupportedImageException("UDF ICB strategy type " + strategy);
    }
    int type = struct.u8(27);
    int times = extended ? 80 : 72;
    int attributes = extended ? 216 : 176;
    long attributesLength = struct.u32(attributes - 8);
    long descriptorsLength = struct.u32(attributes - 4);
    if (attributesLength + descriptorsLength > struct.length() - attributes) {
      throw struct.malformed(
          "%d bytes of attributes and %d of allocation descriptors in a block of %d",
          attributesLength, descriptorsLength, struct.length());
    }
    Struct space = struct.slice("Extended Attributes", attributes, (int) attributesLength);
    boolean device = type == BLOCK_DEVICE || type == CHARACTER_DEVICE;
    return new FileEntry(
        partition,
        block,
        type,
        struct.u16(34), // 4/14.6.8
        strategy,
        struct.u32(36), // 4/14.9.3
        struct.u32(40), // 4/14.9.4
        struct.s32(44), // 4/14.9.5
        struct.u16(48), // 4/14.9.6
        struct.u64(56), // 4/14.9.10
        Timestamp.micros(struct, times), // 4/14.9.12
        Timestamp.micros(struct, times + 12), // 4/14.9.13
        extended
            ? Timestamp.micros(struct, 104) // 4/14.17.14
            : ExtendedAttributesSpace.created(space),
        Timestamp.micros(struct, extended ? 116 : 96), // 4/14.9.14
        device ? ExtendedAttributesSpace.device(space) : 0,
        struct.s64(attributes - 16), // 4/14.9.18
        attributes,
        (int) attributesLength,
        (int) descriptorsLength,
        reference(struct, extended ? 136 : 112), // 4/14.9.16
        extended ? reference(struct, 152) : null, // 4/14.17.19
        extents(struct, attributes + (int) attributesLength, (int) descriptorsLength));
  }

  /** Copies few descriptors, so that opening a file that was listed reads nothing. */
  private static Struct extents(Struct struct, int offset, int length) throws IOException {
    boolean embedded = form(struct.u16(34)) == EMBEDDED;
    return embedded || length > MAX_HELD_BYTES
        ? null
        : struct.slice(DESCRIPTORS, offset, length).copy();
  }

  /** Returns the allocation descriptors, or the content itself, from the block of this entry. */
  Struct descriptors(Struct struct) throws IOException {
    return struct.slice(DESCRIPTORS, descriptorsOffset(), descriptorsLength);
  }

  private static LongAd reference(Struct struct, int offset) throws IOException {
    return struct.s32(offset) == 0 ? null : LongAd.read(struct, offset);
  }

  /** Form of the allocation descriptors: 0 short, 1 long, 2 extended, 3 the content itself. */
  int form() {
    return form(flags);
  }

  private static int form(int flags) {
    return flags & 7;
  }

  boolean embedded() {
    return form() == EMBEDDED;
  }

  int descriptorsOffset() {
    return attributesOffset + attributesLength;
  }

  boolean directory() {
    return type == DIRECTORY || type == STREAM_DIRECTORY;
  }
}
