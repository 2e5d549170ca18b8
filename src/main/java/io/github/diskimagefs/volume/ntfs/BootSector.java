package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The boot sector of NTFS, or its backup in the last sector of the partition. Little-endian.
 *
 * @param sectorSize bytes of a sector, 256 to 4096
 * @param clusterSize bytes of a cluster, up to 2 MiB
 * @param sectors of the volume
 * @param mftCluster where the master file table starts
 * @param mirrorCluster where the copy of its first records starts
 * @param recordSize bytes of a file record
 * @param serialNumber of the volume
 */
record BootSector(
    int sectorSize,
    int clusterSize,
    long sectors,
    long mftCluster,
    long mirrorCluster,
    int recordSize,
    long serialNumber) {
  static final int LENGTH = 512;
  private static final String OEM_ID = "NTFS    ";
  private static final int MAX_CLUSTER_SIZE = 2 << 20;
  private static final int MAX_RECORD_SIZE = 64 << 10;

  /** Returns whether a sector starts as a boot sector of NTFS does. */
  static boolean probe(ByteSource volume, long offset) throws IOException {
    return offset >= 0
        && volume.holds(offset, LENGTH)
        && Struct.read("NTFS boot sector", volume, offset, 16, ByteOrder.LITTLE_ENDIAN)
            .has(3, OEM_ID);
  }

  static BootSector read(ByteSource volume, long offset) throws IOException {
    Struct boot = Struct.read("NTFS boot sector", volume, offset, LENGTH, ByteOrder.LITTLE_ENDIAN);
    int sectorSize = boot.u16(11);
    if (sectorSize < 256 || sectorSize > 4096 || Integer.bitCount(sectorSize) != 1) {
      throw boot.mismatch("a sector size, a power of 2 from 256 to 4096", sectorSize);
    }
    int perCluster = boot.u8(13);
    // Numbers above 128 are negative binary logarithms: clusters of more than 64 KiB.
    long clusterSize =
        perCluster > 128 ? (long) sectorSize << (256 - perCluster) : (long) sectorSize * perCluster;
    if (clusterSize < sectorSize
        || clusterSize > MAX_CLUSTER_SIZE
        || Long.bitCount(clusterSize) != 1) {
      throw boot.mismatch("clusters of up to 2 MiB", perCluster + " sectors");
    }
    long sectors = boot.u64(40);
    long mft = boot.u64(48);
    long clusters = sectors / (clusterSize / sectorSize);
    if (sectors > Long.MAX_VALUE / 8192 || mft == 0 || mft >= clusters) {
      throw boot.malformed("MFT at cluster %d of %d", mft, clusters);
    }
    return new BootSector(
        sectorSize,
        (int) clusterSize,
        sectors,
        mft,
        boot.s64(56),
        recordSize(boot, (int) clusterSize),
        boot.s64(72));
  }

  /** A negative number is the binary logarithm of bytes, a positive one counts clusters. */
  private static int recordSize(Struct boot, int clusterSize) throws IOException {
    int number = boot.s8(64);
    long size = number < 0 ? 1L << Math.min(40, -number) : (long) number * clusterSize;
    if (size < 256 || size > MAX_RECORD_SIZE || Long.bitCount(size) != 1) {
      throw boot.mismatch("file records of 256 bytes to 64 KiB", size);
    }
    return (int) size;
  }

  /** Returns the size of the volume in bytes. */
  long size() {
    return sectors * sectorSize;
  }
}
