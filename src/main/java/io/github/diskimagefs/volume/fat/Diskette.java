package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Diskette whose boot sector has no parameter block, as DOS 1 and programs that copy its diskettes
 * write them. The media byte in entry 0 of the table and the size tell the format (FAT
 * specification 3.1, BPB_Media; Microsoft KB Q75131). Sectors have 512 bytes, the one reserved
 * sector is the boot sector, and there are two tables.
 */
final class Diskette {
  private static final int SECTOR = 512;
  private static final int TABLES = 2;

  private static final List<BiosParameterBlock> FORMATS =
      List.of(
          // 160 KiB: one side of 40 tracks of 8 sectors
          format(0xFE, 320, 1, 64, 1),
          // 180 KiB: one side of 40 tracks of 9 sectors
          format(0xFC, 360, 1, 64, 2),
          // 320 KiB: two sides of 40 tracks of 8 sectors
          format(0xFF, 640, 2, 112, 1),
          // 360 KiB: two sides of 40 tracks of 9 sectors
          format(0xFD, 720, 2, 112, 2),
          // 720 KiB: two sides of 80 tracks of 9 sectors
          format(0xF9, 1440, 2, 112, 3),
          // 1.2 MB: two sides of 80 tracks of 15 sectors
          format(0xF9, 2400, 1, 224, 7));

  private Diskette() {}

  private static BiosParameterBlock format(
      int media, int sectors, int clusterSectors, int rootEntries, int tableSectors) {
    return new BiosParameterBlock(
        SECTOR,
        clusterSectors,
        1,
        TABLES,
        rootEntries,
        sectors,
        media,
        tableSectors,
        false,
        0,
        0,
        0,
        BiosParameterBlock.NO_EXTENSION);
  }

  /** Returns the parameters of a volume that is such a diskette; null if it is none. */
  static BiosParameterBlock parameters(ByteSource volume) throws IOException {
    for (BiosParameterBlock format : FORMATS) {
      if (matches(volume, format)) {
        return format;
      }
    }
    return null;
  }

  /** Returns whether both tables begin as this format has them, and the size is right. */
  private static boolean matches(ByteSource volume, BiosParameterBlock format) throws IOException {
    for (int i = 0; i < TABLES; i++) {
      long position = SECTOR + i * format.fatSectors() * SECTOR;
      if (!volume.holds(position, SECTOR)) {
        return false;
      }
      Struct table =
          Struct.read("file allocation table", volume, position, 4, ByteOrder.LITTLE_ENDIAN);
      if (table.u8(0) != format.media() || table.u16(1) != 0xFFFF) {
        return false;
      }
    }
    return volume.size() == format.sectors() * SECTOR && hasEntry(volume, format);
  }

  /** Returns whether the root directory begins with an unused entry or a name. */
  private static boolean hasEntry(ByteSource volume, BiosParameterBlock format) throws IOException {
    long position = SECTOR + TABLES * format.fatSectors() * SECTOR;
    Struct entry = Struct.read("directory entry", volume, position, 32, ByteOrder.LITTLE_ENDIAN);
    int first = entry.u8(0);
    boolean unused = first == 0 || first == 0xE5;
    return unused || (first > ' ' && first < 0xFF && entry.u8(11) < 0x40);
  }
}
