package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Boot sector (exFAT 3.1). Comments name its fields.
 *
 * @param volumeLength sectors of the volume
 * @param fatOffset sector of the first file allocation table
 * @param fatLength sectors of a table
 * @param clusterHeapOffset sector of cluster 2
 * @param clusterCount number of clusters
 * @param rootCluster first cluster of the root directory
 * @param serialNumber of the volume
 * @param revision major and minor number in a byte each
 * @param flags bit 0: the second table is in use; 1: the volume was not unmounted; 2: media failure
 * @param sectorShift sectors have 2 to the power of this bytes
 * @param clusterShift clusters have 2 to the power of this bytes
 * @param fats number of tables
 * @param percentInUse of the clusters; 255 if not known
 */
record BootSector(
    long volumeLength,
    long fatOffset,
    long fatLength,
    long clusterHeapOffset,
    long clusterCount,
    long rootCluster,
    long serialNumber,
    int revision,
    int flags,
    int sectorShift,
    int clusterShift,
    int fats,
    int percentInUse) {

  /** Bytes of the sector that are read. */
  static final int LENGTH = 512;

  private static final String NAME = "EXFAT   ";
  private static final int MIN_SECTOR_SHIFT = 9;
  private static final int MAX_SECTOR_SHIFT = 12;
  private static final int MAX_CLUSTER_SHIFT = 25;
  private static final long MAX_CLUSTER_COUNT = 0xFFFF_FFF5L;
  private static final int ENTRY = 4;

  /** Returns whether a boot sector is one of exFAT (FileSystemName). */
  static boolean signed(Struct boot) {
    return boot.has(3, NAME);
  }

  /**
   * Reads the fields and checks them.
   *
   * @throws UnsupportedImageException if the volume is TexFAT or of another major revision
   */
  static BootSector read(Struct boot) throws MalformedImageException, UnsupportedImageException {
    int sectorShift = boot.u8(108); // BytesPerSectorShift
    if (sectorShift < MIN_SECTOR_SHIFT || sectorShift > MAX_SECTOR_SHIFT) {
      throw boot.mismatch("BytesPerSectorShift from 9 to 12", sectorShift);
    }
    int clusterShift = sectorShift + boot.u8(109); // SectorsPerClusterShift
    if (clusterShift > MAX_CLUSTER_SHIFT) {
      throw boot.mismatch("clusters up to 32 MiB", "2^" + clusterShift + " bytes");
    }
    BootSector sector =
        new BootSector(
            boot.u64(72), //   VolumeLength
            boot.u32(80), //   FatOffset
            boot.u32(84), //   FatLength
            boot.u32(88), //   ClusterHeapOffset
            boot.u32(92), //   ClusterCount
            boot.u32(96), //   FirstClusterOfRootDirectory
            boot.u32(100), //  VolumeSerialNumber
            boot.u16(104), //  FileSystemRevision
            boot.u16(106), //  VolumeFlags
            sectorShift,
            clusterShift,
            boot.u8(110), //   NumberOfFats
            boot.u8(112)); //  PercentInUse
    if (sector.revision >> 8 != 1) {
      throw new UnsupportedImageException("exFAT of revision " + sector.revisionText());
    }
    if (sector.fats == 2) {
      throw new UnsupportedImageException("TexFAT");
    }
    String error = sector.error();
    if (error != null) {
      throw boot.malformed(error);
    }
    return sector;
  }

  private String error() {
    if (fats != 1) {
      return fats + " tables, expected 1";
    }
    if (volumeLength > Long.MAX_VALUE >> sectorShift) {
      return "VolumeLength " + volumeLength;
    }
    if (clusterCount == 0 || clusterCount > MAX_CLUSTER_COUNT) {
      return "ClusterCount " + clusterCount;
    }
    if (fatOffset == 0 || fatSize() / ENTRY - 2 < clusterCount) {
      return "a table of " + fatLength + " sectors for " + clusterCount + " clusters";
    }
    if (clusterHeapOffset < fatOffset + fatLength) {
      return "ClusterHeapOffset " + clusterHeapOffset + " is within the table";
    }
    if (rootCluster < 2 || rootCluster >= clusterCount + 2) {
      return "FirstClusterOfRootDirectory " + rootCluster;
    }
    return null;
  }

  /** Returns the bytes of a table. */
  long fatSize() {
    return fatLength << sectorShift;
  }

  /** Returns the byte offset of the table. */
  long fatPosition() {
    return fatOffset << sectorShift;
  }

  /** Returns the byte offset of cluster 2. */
  long heapPosition() {
    return clusterHeapOffset << sectorShift;
  }

  int clusterSize() {
    return 1 << clusterShift;
  }

  /** Returns the bytes of the volume. */
  long size() {
    return volumeLength << sectorShift;
  }

  String revisionText() {
    return (revision >> 8) + "." + String.format("%02d", revision & 0xFF);
  }
}
