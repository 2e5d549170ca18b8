package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.StandardIdentifier;

/**
 * A primary, supplementary or enhanced volume descriptor, ECMA-119 §8.4 and §8.5, or its High
 * Sierra predecessor.
 *
 * @param layout its revision of the format
 * @param type §8.1.1
 * @param version 1, or 2 for an enhanced descriptor
 * @param jolietLevel 1 to 3 by its escape sequence, 0 for any other hierarchy
 * @param blocks volume space size
 * @param blockSize bytes in a logical block
 * @param pathTableSize in bytes
 * @param pathTable block of the little-endian path table
 * @param pathTableBig block of the big-endian path table
 * @param root the root directory's record
 * @param struct the whole descriptor
 */
record VolumeDescriptor(
    DescriptorRevision layout,
    int type,
    int version,
    int jolietLevel,
    long blocks,
    int blockSize,
    long pathTableSize,
    long pathTable,
    long pathTableBig,
    DirectoryRecord root,
    Struct struct) {

  static final int SECTOR = 2048;
  static final int BOOT_RECORD = 0;
  static final int PRIMARY = 1;
  static final int SUPPLEMENTARY = 2;
  static final int TERMINATOR = 255;

  /** Returns the revision of the format that a sector's descriptor has, null if it is none. */
  static DescriptorRevision layout(Struct struct) {
    if (StandardIdentifier.CD001.isIn(struct)) { // BP 2 to 6, §8.1.2
      return DescriptorRevision.ECMA_119;
    }
    return StandardIdentifier.CDROM.isIn(struct) ? DescriptorRevision.HIGH_SIERRA : null;
  }

  /** Reads the type of a descriptor. */
  static int type(Struct struct, DescriptorRevision layout) throws MalformedImageException {
    return struct.u8(layout == DescriptorRevision.HIGH_SIERRA ? 8 : 0); // BP 1, §8.1.1
  }

  /**
   * Reads a descriptor.
   *
   * @param size bytes of the image
   * @throws MalformedImageException if the logical block size is impossible
   */
  static VolumeDescriptor read(Struct struct, DescriptorRevision layout, long size)
      throws MalformedImageException {
    boolean sierra = layout == DescriptorRevision.HIGH_SIERRA;
    int shift = sierra ? 8 : 0;
    int blockSize = blockSize(struct, 128 + shift); // BP 129 to 132, §8.4.12
    long blocks = struct.u32both(80 + shift); // BP 81 to 88, §8.4.8
    if (blocks == 0) {
      blocks = struct.bigEndian().u32(84 + shift);
    }
    return new VolumeDescriptor(
        layout,
        type(struct, layout),
        struct.u8(6 + shift), // BP 7, §8.1.3
        sierra ? 0 : jolietLevel(struct),
        blocks,
        blockSize,
        struct.u32both(132 + shift), // BP 133 to 140, §8.4.13
        struct.u32(140 + shift), // BP 141 to 144, §8.4.14
        struct.bigEndian().u32(sierra ? 164 : 148), // BP 149 to 152, §8.4.16
        // BP 157 to 190, §8.4.18
        DirectoryRecord.read(struct, sierra ? 180 : 156, layout, size / blockSize),
        struct);
  }

  private static int blockSize(Struct struct, int offset) throws MalformedImageException {
    int little = struct.u16both(offset);
    int big = struct.bigEndian().u16(offset + 2);
    if (usable(little)) {
      return little;
    }
    if (usable(big)) {
      return big;
    }
    throw struct.mismatch("logical block size 512, 1024 or 2048", little);
  }

  private static boolean usable(int blockSize) {
    return blockSize >= 512 && blockSize <= 32768 && Integer.bitCount(blockSize) == 1;
  }

  /** Reads the level of Joliet: escape sequences in BP 89 to 120, §8.5.6: %/@, %/C, %/E. */
  private static int jolietLevel(Struct struct) {
    for (int offset = 88; offset < 118; offset++) {
      if (struct.has(offset, "%/@")) {
        return 1;
      }
      if (struct.has(offset, "%/C")) {
        return 2;
      }
      if (struct.has(offset, "%/E")) {
        return 3;
      }
    }
    return 0;
  }

  /** Returns this descriptor with another root directory and no path table. */
  VolumeDescriptor rooted(DirectoryRecord other) {
    return new VolumeDescriptor(
        layout, type, version, jolietLevel, blocks, blockSize, pathTableSize, 0, 0, other, struct);
  }

  /** Returns the volume identifier, §8.4.7. */
  String label(NameDecoder decoder) throws MalformedImageException {
    return text(layout == DescriptorRevision.HIGH_SIERRA ? 48 : 40, 32, decoder); // BP 41 to 72
  }

  /** Reads text of the descriptor without the spaces at its end. */
  String text(int offset, int length, NameDecoder decoder) throws MalformedImageException {
    String text =
        jolietLevel > 0
            ? NameDecoder.ucs2(struct, offset, length)
            : decoder.text(struct, offset, length);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
