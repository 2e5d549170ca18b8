package io.github.diskimagefs.volume.hfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.VolumeSignature;

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

  static boolean signed(Struct in) throws MalformedImageException {
    return VolumeSignature.find(in, 0) == VolumeSignature.HFS;
  }

  /** Returns whether this is a volume of HFS that does not only wrap one of HFS Plus. */
  static boolean plausible(Struct in) throws MalformedImageException {
    return signed(in) && !embedsHfsPlus(in) && in.u32(20) != 0 && in.u32(20) % UNIT == 0;
  }

  static MasterDirectoryBlock read(Struct in) throws MalformedImageException {
    if (!signed(in)) {
      throw in.malformed("no signature BD");
    }
    long blockSize = in.u32(20);
    if (blockSize < UNIT || blockSize % UNIT != 0 || blockSize > 1 << 30) {
      throw in.malformed("allocation blocks of %d bytes", blockSize);
    }
    int nameLength = in.u8(36);
    if (nameLength > 27) {
      throw in.malformed("volume name of %d bytes", nameLength);
    }
    return new MasterDirectoryBlock(
        in.u32(2), //             drCrDate
        in.u32(6), //             drLsMod
        in.u32(64), //            drVolBkUp
        in.u16(10), //            drAtrb
        in.u16(18), //            drNmAlBlks
        (int) blockSize, //       drAlBlkSiz
        in.u16(28) * (long) UNIT, // drAlBlSt
        in.u16(34), //            drFreeBks
        in.slice(37, nameLength), // drVN
        in.u32(70), //            drWrCnt
        in.u32(84), //            drFilCnt
        in.u32(88), //            drDirCnt
        embedsHfsPlus(in),
        HfsFork.read(in.u32(130), in.slice(134, HfsFork.EXTENTS_LENGTH)), // drXTFlSize, drXTExtRec
        HfsFork.read(in.u32(146), in.slice(150, HfsFork.EXTENTS_LENGTH))); // drCTFlSize, drCTExtRec
  }

  /** Returns whether the volume only wraps one of HFS Plus, by drEmbedSigWord. */
  private static boolean embedsHfsPlus(Struct in) throws MalformedImageException {
    VolumeSignature embedded = VolumeSignature.find(in, 124);
    return embedded != null && embedded.extended();
  }

  boolean unmounted() {
    return (attributes & UNMOUNTED) != 0;
  }

  long size() {
    return blocks * (long) blockSize;
  }
}
