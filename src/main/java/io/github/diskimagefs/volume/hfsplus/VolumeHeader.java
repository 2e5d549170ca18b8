package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.OsType;

/**
 * Volume Header (TN1150).
 *
 * @param signature {@code H+} or {@code HX}
 * @param attributes the bits of "Volume Attributes"
 * @param lastMounted four characters that say which implementation wrote last
 * @param created local time, in seconds since 1904, like no other date of the volume
 * @param blockSize bytes per allocation block
 */
record VolumeHeader(
    String signature,
    int version,
    long attributes,
    String lastMounted,
    long journalInfoBlock,
    long created,
    long modified,
    long backedUp,
    long checked,
    long files,
    long folders,
    int blockSize,
    long totalBlocks,
    long freeBlocks,
    long writeCount,
    ForkData extents,
    ForkData catalog,
    ForkData attributeFile) {

  /** Where the header lies in a volume. */
  static final int OFFSET = 1024;

  /** Bytes of the header. */
  static final int LENGTH = 512;

  private static final int HFS_PLUS = 4;
  private static final int HFSX = 5;
  private static final int UNMOUNTED = 1 << 8;
  private static final int JOURNALED = 1 << 13;

  static boolean signed(Struct in) {
    return in.has(0, "H+") || in.has(0, "HX");
  }

  /** Whether signature and version belong together, and blocks have a size. */
  static boolean plausible(Struct in) throws MalformedImageException {
    int version = in.u16(2);
    return ((in.has(0, "H+") && version == HFS_PLUS) || (in.has(0, "HX") && version == HFSX))
        && sizeOfBlocks(in.u32(40))
        && in.u32(44) > 0;
  }

  private static boolean sizeOfBlocks(long bytes) {
    return bytes >= 512 && bytes <= 1 << 30 && Long.bitCount(bytes) == 1;
  }

  static VolumeHeader read(Struct in) throws MalformedImageException {
    if (!signed(in)) {
      throw in.malformed("no signature H+ or HX");
    }
    long blockSize = in.u32(40);
    if (!sizeOfBlocks(blockSize)) {
      throw in.malformed("allocation blocks of %d bytes", blockSize);
    }
    return new VolumeHeader(
        OsType.text(in.s32(0)).substring(0, 2),
        in.u16(2),
        in.u32(4), //   attributes
        OsType.text(in.s32(8)), // lastMountedVersion
        in.u32(12), //  journalInfoBlock
        in.u32(16), //  createDate
        in.u32(20), //  modifyDate
        in.u32(24), //  backupDate
        in.u32(28), //  checkedDate
        in.u32(32), //  fileCount
        in.u32(36), //  folderCount
        (int) blockSize,
        in.u32(44), //  totalBlocks
        in.u32(48), //  freeBlocks
        in.u32(68), //  writeCount
        ForkData.read(in.slice(192, ForkData.LENGTH)), // extentsFile
        ForkData.read(in.slice(272, ForkData.LENGTH)), // catalogFile
        ForkData.read(in.slice(352, ForkData.LENGTH))); // attributesFile
  }

  boolean hfsx() {
    return signature.equals("HX");
  }

  boolean journaled() {
    return (attributes & JOURNALED) != 0;
  }

  boolean unmounted() {
    return (attributes & UNMOUNTED) != 0;
  }

  long size() {
    return totalBlocks * blockSize;
  }
}
