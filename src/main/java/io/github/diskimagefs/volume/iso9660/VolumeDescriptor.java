package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.StandardIdentifier;

/**
 * A primary, supplementary or enhanced volume descriptor, ECMA-119 §8.4 and §8.5, or its High
 * Sierra forerunner.
 *
 * @param layout which of the two
 * @param type §8.1.1
 * @param version 1, of an enhanced descriptor 2
 * @param jolietLevel 1 to 3 by its escape sequence, 0 for any other tree
 * @param blocks volume space size
 * @param blockSize bytes in a logical block
 * @param pathTableSize in bytes
 * @param pathTable block of the little-endian path table
 * @param pathTableBig block of the big-endian path table
 * @param root the root directory's record
 * @param in all of it
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
    Struct in) {

  static final int SECTOR = 2048;
  static final int BOOT_RECORD = 0;
  static final int PRIMARY = 1;
  static final int SUPPLEMENTARY = 2;
  static final int TERMINATOR = 255;

  /** Whether the sector holds a descriptor of either layout. */
  static DescriptorRevision layout(Struct in) {
    if (StandardIdentifier.CD001.isIn(in)) { // BP 2 to 6, §8.1.2
      return DescriptorRevision.ECMA_119;
    }
    return StandardIdentifier.CDROM.isIn(in) ? DescriptorRevision.HIGH_SIERRA : null;
  }

  /** The type of a descriptor. */
  static int type(Struct in, DescriptorRevision layout) throws MalformedImageException {
    return in.u8(layout == DescriptorRevision.HIGH_SIERRA ? 8 : 0); // BP 1, §8.1.1
  }

  /**
   * Reads a descriptor.
   *
   * @param size bytes of the image
   */
  static VolumeDescriptor read(Struct in, DescriptorRevision layout, long size)
      throws MalformedImageException {
    boolean sierra = layout == DescriptorRevision.HIGH_SIERRA;
    int shift = sierra ? 8 : 0;
    int blockSize = blockSize(in, 128 + shift); // BP 129 to 132, §8.4.12
    long blocks = in.u32both(80 + shift); // BP 81 to 88, §8.4.8
    if (blocks == 0) {
      blocks = in.bigEndian().u32(84 + shift);
    }
    return new VolumeDescriptor(
        layout,
        type(in, layout),
        in.u8(6 + shift), // BP 7, §8.1.3
        sierra ? 0 : jolietLevel(in),
        blocks,
        blockSize,
        in.u32both(132 + shift), // BP 133 to 140, §8.4.13
        in.u32(140 + shift), // BP 141 to 144, §8.4.14
        in.bigEndian().u32(sierra ? 164 : 148), // BP 149 to 152, §8.4.16
        // BP 157 to 190, §8.4.18
        DirectoryRecord.read(in, sierra ? 180 : 156, layout, size / blockSize),
        in);
  }

  private static int blockSize(Struct in, int offset) throws MalformedImageException {
    int little = in.u16both(offset);
    int big = in.bigEndian().u16(offset + 2);
    if (usable(little)) {
      return little;
    }
    if (usable(big)) {
      return big;
    }
    throw in.mismatch("logical block size 512, 1024 or 2048", little);
  }

  private static boolean usable(int blockSize) {
    return blockSize >= 512 && blockSize <= 32768 && Integer.bitCount(blockSize) == 1;
  }

  /** Joliet's escape sequences in BP 89 to 120, §8.5.6: %/@, %/C, %/E. */
  private static int jolietLevel(Struct in) {
    for (int offset = 88; offset < 118; offset++) {
      if (in.has(offset, "%/@")) {
        return 1;
      }
      if (in.has(offset, "%/C")) {
        return 2;
      }
      if (in.has(offset, "%/E")) {
        return 3;
      }
    }
    return 0;
  }

  /** The same with another root directory. */
  VolumeDescriptor rooted(DirectoryRecord other) {
    return new VolumeDescriptor(
        layout, type, version, jolietLevel, blocks, blockSize, pathTableSize, 0, 0, other, in);
  }

  /** Text of the descriptor, trimmed: from an offset of ECMA-119's table on. */
  String text(int offset, int length, NameDecoder decoder) throws MalformedImageException {
    String text =
        jolietLevel > 0 ? NameDecoder.ucs2(in, offset, length) : decoder.text(in, offset, length);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
