package io.github.diskimagefs.volume.hfsplus;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.apple.OsType;
import io.github.diskimagefs.volume.apple.VolumeSignature;

/**
 * Volume header (TN1150 "Volume Header").
 *
 * @param signature {@code H+} or {@code HX}
 * @param attributes the bits of "Volume Attributes"
 * @param lastMounted four characters that name the implementation that wrote last
 * @param created seconds since 1904 in local time; all other dates are UTC
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

  /** Offset of the header in a volume. */
  static final int OFFSET = 1024;

  /** Length of the header in bytes. */
  static final int LENGTH = 512;

  private static final int HFS_PLUS = 4;
  private static final int HFSX = 5;
  private static final int UNMOUNTED = 1 << 8;
  private static final int JOURNALED = 1 << 13;

  static boolean signed(Struct in) throws MalformedImageException {
    VolumeSignature signature = VolumeSignature.find(in, 0);
    return signature != null && signature.extended();
  }

  /** Whether signature and version belong together, and blocks have a size. */
  static boolean plausible(Struct in) throws MalformedImageException {
    return versionFits(in) && sizeOfBlocks(in.u32(40)) && in.u32(44) > 0;
  }

  /** Returns whether signature and version belong together. */
  static boolean versionFits(Struct in) throws MalformedImageException {
    VolumeSignature signature = VolumeSignature.find(in, 0);
    int version = in.u16(2);
    return (signature == VolumeSignature.HFS_PLUS && version == HFS_PLUS)
        || (signature == VolumeSignature.HFSX && version == HFSX);
  }

  private static boolean sizeOfBlocks(long bytes) {
    return bytes >= 512 && bytes <= 1 << 30 && Long.bitCount(bytes) == 1;
  }

  /** Reads the header. */
  static VolumeHeader read(Struct struct) throws MalformedImageException {
    if (!signed(struct)) {
      throw struct.malformed("no signature H+ or HX");
    }
    long blockSize = struct.u32(40);
    if (!sizeOfBlocks(blockSize)) {
      throw struct.malformed("allocation blocks of %d bytes", blockSize);
    }
    return new VolumeHeader(
        OsType.text(struct.s32(0)).substring(0, 2),
        struct.u16(2),
        struct.u32(4), //   attributes
        OsType.text(struct.s32(8)), // lastMountedVersion
        struct.u32(12), //  journalInfoBlock
        struct.u32(16), //  createDate
        struct.u32(20), //  modifyDate
        struct.u32(24), //  backupDate
        struct.u32(28), //  checkedDate
        struct.u32(32), //  fileCount
        struct.u32(36), //  folderCount
        (int) blockSize,
        struct.u32(44), //  totalBlocks
        struct.u32(48), //  freeBlocks
        struct.u32(68), //  writeCount
        ForkData.read(struct.slice(192, ForkData.LENGTH)), // extentsFile
        ForkData.read(struct.slice(272, ForkData.LENGTH)), // catalogFile
        ForkData.read(struct.slice(352, ForkData.LENGTH))); // attributesFile
  }

  boolean hfsx() {
    return signature.charAt(1) == 'X';
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
