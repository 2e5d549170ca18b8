package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;

/**
 * File entry, ECMA-167 4/14.9, or extended file entry, 4/14.17, with its ICB tag, 4/14.6.
 *
 * @param partition where it lies
 * @param block where it lies
 * @param type file type, 4/14.6.6
 * @param flags 4/14.6.8
 * @param size information length in bytes
 * @param created {@link Timestamp#NONE} where not recorded; all times in microseconds
 * @param device as in {@link io.github.diskimagefs.volume.Node.Unix#rdev}
 * @param attributesOffset of the embedded extended attributes, in bytes from the start
 * @param attributesIcb further extended attributes, or null
 * @param streams the stream directory, or null
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
    LongAd streams) {

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

  /** Reads a descriptor whose tag is sound and of one of the two kinds. */
  static FileEntry read(Struct in, int partition, long block) throws IOException {
    boolean extended = in.u16(0) == Tag.EXTENDED_FILE_ENTRY;
    int strategy = in.u16(20); // 4/14.6.2
    if (strategy != 4 && strategy != 4096) {
      throw new UnsupportedImageException("UDF ICB strategy type " + strategy);
    }
    int type = in.u8(27);
    int times = extended ? 80 : 72;
    int attributes = extended ? 216 : 176;
    long attributesLength = in.u32(attributes - 8);
    long descriptorsLength = in.u32(attributes - 4);
    if (attributesLength + descriptorsLength > in.length() - attributes) {
      throw in.malformed(
          "%d bytes of attributes and %d of allocation descriptors in a block of %d",
          attributesLength, descriptorsLength, in.length());
    }
    Struct space = in.slice("Extended Attributes", attributes, (int) attributesLength);
    boolean device = type == BLOCK_DEVICE || type == CHARACTER_DEVICE;
    return new FileEntry(
        partition,
        block,
        type,
        in.u16(34), // 4/14.6.8
        strategy,
        in.u32(36), // 4/14.9.3
        in.u32(40), // 4/14.9.4
        in.s32(44), // 4/14.9.5
        in.u16(48), // 4/14.9.6
        in.u64(56), // 4/14.9.10
        Timestamp.micros(in, times), // 4/14.9.12
        Timestamp.micros(in, times + 12), // 4/14.9.13
        extended
            ? Timestamp.micros(in, 104) // 4/14.17.14
            : ExtendedAttributes.created(space),
        Timestamp.micros(in, extended ? 116 : 96), // 4/14.9.14
        device ? ExtendedAttributes.device(space) : 0,
        in.s64(attributes - 16), // 4/14.9.18
        attributes,
        (int) attributesLength,
        (int) descriptorsLength,
        reference(in, extended ? 136 : 112), // 4/14.9.16
        extended ? reference(in, 152) : null); // 4/14.17.19
  }

  private static LongAd reference(Struct in, int offset) throws IOException {
    return in.s32(offset) == 0 ? null : LongAd.read(in, offset);
  }

  /** Form of the allocation descriptors: 0 short, 1 long, 2 extended, 3 the content itself. */
  int form() {
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
