package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Master directory block (Inside Macintosh: Files 2-60).
 *
 * @param firstBlock offset of allocation block 0 in bytes
 * @param blockSize bytes per allocation block
 * @param name of the volume, in its own script
 * @param wrapper whether the volume is a mere wrapper of an HFS Plus volume
 */
record MasterDirectoryBlock(
    long created,
    long modified,
    long backedUp,
    int attributes,
    int blocks,
    int blockSize,
    long firstBlock,
    int freeBlocks,
    Struct name,
    long writeCount,
    long files,
    long folders,
    boolean wrapper,
    HfsFork extents,
    HfsFork catalog) {

  /** Offset of the block in a volume. */
  static final int OFFSET = 1024;

  /** Bytes in use. */
  static final int LENGTH = 162;

  private static final int UNIT = 512;
  private static final int UNMOUNTED = 1 << 8;

  /** Returns whether a sector has the signature of HFS. */
  static boolean signed(Struct struct) {
    return struct.has(0, "BD");
  }

  /** Reads the block. */
  static MasterDirectoryBlock read(Struct struct) throws MalformedImageException {
    if (!signed(struct)) {
      throw struct.malformed("no signature BD");
    }
    long blockSize = struct.u32(20);
    if (blockSize < UNIT || blockSize % UNIT != 0 || blockSize > 1 << 30) {
      throw struct.malformed("allocation blocks of %d bytes", blockSize);
    }
    int nameLength = struct.u8(36);
    if (nameLength > 27) {
      throw struct.malformed("volume name of %d bytes", nameLength);
    }
    return new MasterDirectoryBlock(
        struct.u32(2), //             drCrDate
        struct.u32(6), //             drLsMod
        struct.u32(64), //            drVolBkUp
        struct.u16(10), //            drAtrb
        struct.u16(18), //            drNmAlBlks
        (int) blockSize, //       drAlBlkSiz
        struct.u16(28) * (long) UNIT, // drAlBlSt
        struct.u16(34), //            drFreeBks
        struct.slice(37, nameLength), // drVN
        struct.u32(70), //            drWrCnt
        struct.u32(84), //            drFilCnt
        struct.u32(88), //            drDirCnt
        struct.has(124, "H+") || struct.has(124, "HX"), // drEmbedSigWord
        HfsFork.read(
            struct.u32(130), struct.slice(134, HfsFork.EXTENTS_LENGTH)), // drXTFlSize, drXTExtRec
        HfsFork.read(
            struct.u32(146), struct.slice(150, HfsFork.EXTENTS_LENGTH))); // drCTFlSize, drCTExtRec
  }

  boolean unmounted() {
    return (attributes & UNMOUNTED) != 0;
  }

  long size() {
    return blocks * (long) blockSize;
  }
}
