package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * BIOS parameter block of the boot sector (FAT specification 3.1 to 3.3). Comments name its fields.
 *
 * @param sectorSize bytes of a sector
 * @param clusterSectors sectors of a cluster
 * @param reserved sectors before the first table
 * @param fats number of tables
 * @param rootEntries entries of the root directory of FAT12 and FAT16
 * @param sectors sectors of the volume
 * @param media as in entry 0 of the table
 * @param fatSectors sectors of a table
 * @param fat32 whether the fields of FAT32 are there
 * @param flags FAT32: which tables are in use
 * @param rootCluster FAT32: first cluster of the root directory
 * @param fsInfo FAT32: sector of the free counts
 * @param extension offset of the fields that follow, from BS_DrvNum on; {@link #NO_EXTENSION} if
 *     the boot sector has no parameter block
 */
record BiosParameterBlock(
    int sectorSize,
    int clusterSectors,
    int reserved,
    int fats,
    int rootEntries,
    long sectors,
    int media,
    long fatSectors,
    boolean fat32,
    int flags,
    long rootCluster,
    int fsInfo,
    int extension) {

  /** Bytes of a boot sector that are read. */
  static final int LENGTH = 512;

  /** In the place of the offset of further fields: the boot sector has none. */
  static final int NO_EXTENSION = 0;

  private static final int MIN_SECTOR_SIZE = 512;
  private static final int MAX_SECTOR_SIZE = 4096;
  private static final int ENTRY = 32;

  /** Reads the fields, whatever their values. */
  static BiosParameterBlock read(Struct boot) throws MalformedImageException {
    int sectors = boot.u16(19); // BPB_TotSec16
    int fatSectors = boot.u16(22); // BPB_FATSz16
    boolean fat32 = fatSectors == 0;
    return new BiosParameterBlock(
        boot.u16(11), // BPB_BytsPerSec
        boot.u8(13), //  BPB_SecPerClus
        boot.u16(14), // BPB_RsvdSecCnt
        boot.u8(16), //  BPB_NumFATs
        boot.u16(17), // BPB_RootEntCnt
        sectors != 0 ? sectors : boot.u32(32), // BPB_TotSec32
        boot.u8(21), //  BPB_Media
        fat32 ? boot.u32(36) : fatSectors, // BPB_FATSz32
        fat32,
        fat32 ? boot.u16(40) : 0, // BPB_ExtFlags
        fat32 ? boot.u32(44) : 0, // BPB_RootClus
        fat32 ? boot.u16(48) : 0, // BPB_FSInfo
        fat32 ? 64 : 36);
  }

  /** Returns whether the fields describe a volume. */
  boolean plausible() {
    return error() == null;
  }

  /** Returns these fields if they describe a volume. */
  BiosParameterBlock require(Struct boot) throws MalformedImageException {
    String error = error();
    if (error != null) {
      throw boot.malformed(error);
    }
    return this;
  }

  private String error() {
    if (sectorSize < MIN_SECTOR_SIZE
        || sectorSize > MAX_SECTOR_SIZE
        || Integer.bitCount(sectorSize) != 1) {
      return "sector size " + sectorSize + ", expected 512, 1024, 2048 or 4096";
    }
    if (Integer.bitCount(clusterSectors) != 1) {
      return clusterSectors + " sectors per cluster, expected a power of two";
    }
    if (reserved == 0 || fats == 0 || fatSectors == 0) {
      return fats + " tables of " + fatSectors + " sectors at sector " + reserved;
    }
    if (dataOffset() / sectorSize + clusterSectors > sectors) {
      return sectors + " sectors, no room for a cluster after the tables";
    }
    if (clusters() < 1) {
      return "tables of " + fatSectors + " sectors have no entry of a cluster";
    }
    return null;
  }

  FatType type() {
    return fat32 ? FatType.FAT32 : FatType.of(clustersAfterTables());
  }

  private long clustersAfterTables() {
    return (sectors - dataOffset() / sectorSize) / clusterSectors;
  }

  /** Returns the number of clusters: as many as there is room for and the table has entries of. */
  long clusters() {
    long entries = fatSize() * 8 / type().bits();
    return Math.min(Math.min(clustersAfterTables(), entries - 2), type().maxClusters());
  }

  int clusterSize() {
    return clusterSectors * sectorSize;
  }

  /** Returns the bytes of one table. */
  long fatSize() {
    return fatSectors * sectorSize;
  }

  /** Returns the byte offset of a table. */
  long fatOffset(int index) {
    return (long) reserved * sectorSize + index * fatSize();
  }

  /** Returns the byte offset of the root directory of FAT12 and FAT16. */
  long rootOffset() {
    return fatOffset(fats);
  }

  /** Returns the bytes of the root directory of FAT12 and FAT16. */
  int rootSize() {
    return rootEntries * ENTRY;
  }

  /** Returns the byte offset of cluster 2. */
  long dataOffset() {
    long rootSectors = (rootSize() + sectorSize - 1L) / sectorSize;
    return rootOffset() + rootSectors * sectorSize;
  }

  /** Returns the bytes of the volume. */
  long size() {
    return sectors * sectorSize;
  }

  /** Returns whether all tables are kept alike (bit 7 of BPB_ExtFlags is clear). */
  boolean mirrored() {
    return (flags & 0x80) == 0;
  }

  /** Returns the index of the table in use if they are not kept alike. */
  int activeFat() {
    return mirrored() ? 0 : Math.min(flags & 0xF, fats - 1);
  }
}
