package io.github.diskimagefs.partition;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/** GUID partition tables (UEFI 2.10 §5.3): the primary one, else its backup. */
public final class GptScheme implements PartitionScheme {
  private static final String SIGNATURE = "EFI PART";
  private static final int[] SECTOR_SIZES = {512, 4096, 2048, 1024};
  private static final int MAX_TABLE_SIZE = 1 << 20;

  /** Attribute of an entry that a legacy BIOS boots from. */
  private static final int LEGACY_BOOTABLE = 1 << 2;

  /** A master boot record, with the offset of the first entry's type. */
  private static final int MBR_BYTES = 512;

  private static final int MBR_TYPE = 446 + 4;
  private static final int MBR_ENTRY = 16;
  private static final int MBR_SIGNATURE = 510;
  private static final int PROTECTIVE = 0xEE;

  /** Smaller files have no room for both headers. */
  private static final int MIN_DISK_BYTES = 8192;

  @Override
  public String name() {
    return "GPT";
  }

  @Override
  public boolean probe(ByteSource disk) throws IOException {
    for (int size : SECTOR_SIZES) {
      if (signed(disk, size)) {
        return true;
      }
    }
    for (int size : SECTOR_SIZES) {
      if (backupPossible(disk)
          && disk.size() >= MIN_DISK_BYTES
          && signed(disk, (disk.size() / size - 1) * size)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a backup header is looked for at the end. That would decode all bytes of a disk
   * whose bytes are decoded one after the other, so such a one has to have a protective MBR.
   */
  private static boolean backupPossible(ByteSource disk) throws IOException {
    if (!disk.isSequential()) {
      return true;
    }
    if (!disk.holds(0, MBR_BYTES)) {
      return false;
    }
    Struct mbr = Struct.read("MBR", disk, 0, MBR_BYTES, ByteOrder.LITTLE_ENDIAN);
    for (int offset = MBR_TYPE; offset < MBR_SIGNATURE; offset += MBR_ENTRY) {
      if (mbr.u8(offset) == PROTECTIVE && mbr.u16(MBR_SIGNATURE) == 0xAA55) {
        return true;
      }
    }
    return false;
  }

  private static boolean signed(ByteSource disk, long position) throws IOException {
    return disk.holds(position, SIGNATURE.length())
        && Struct.read("GPT header", disk, position, SIGNATURE.length(), ByteOrder.LITTLE_ENDIAN)
            .has(0, SIGNATURE);
  }

  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    List<Partition> found = partitionsOfSize(disk, sectorSize);
    for (int size : SECTOR_SIZES) {
      if (found == null && size != sectorSize) {
        found = partitionsOfSize(disk, size);
      }
    }
    return found == null ? List.of() : found;
  }

  private List<Partition> partitionsOfSize(ByteSource disk, int sectorSize) throws IOException {
    Header primary = header(disk, 1, sectorSize);
    Struct table = primary == null ? null : table(disk, primary);
    if (table == null || !valid(table, primary)) {
      Header backup = primary == null ? null : header(disk, primary.other, sectorSize);
      if (backup == null && backupPossible(disk)) {
        backup = header(disk, disk.size() / sectorSize - 1, sectorSize);
      }
      Struct second = backup == null ? null : table(disk, backup);
      if (second != null && (table == null || valid(second, backup))) {
        primary = backup;
        table = second;
      }
    }
    return table == null ? null : entries(primary, table);
  }

  /** Fields of a header whose own checksum is right. */
  private record Header(
      int sectorSize, long other, long tableSector, int count, int entrySize, long tableCrc) {}

  private static Header header(ByteSource disk, long sector, int sectorSize) throws IOException {
    if (sector < 1
        || sector > Long.MAX_VALUE / sectorSize
        || !disk.holds(sector * sectorSize, sectorSize)) {
      return null;
    }
    Struct in =
        Struct.read("GPT header", disk, sector * sectorSize, sectorSize, ByteOrder.LITTLE_ENDIAN);
    long headerSize = in.u32(12);
    if (!in.has(0, SIGNATURE) || headerSize < 92 || headerSize > sectorSize) {
      return null;
    }
    byte[] bytes = in.bytes(0, (int) headerSize);
    for (int i = 16; i < 20; i++) {
      bytes[i] = 0; // the checksum counts as zero in itself
    }
    long count = in.u32(80);
    long entrySize = in.u32(84);
    if (crc(bytes) != in.u32(16)
        || entrySize < 128
        || entrySize > 4096
        || count > MAX_TABLE_SIZE / entrySize) {
      return null;
    }
    return new Header(sectorSize, in.s64(32), in.s64(72), (int) count, (int) entrySize, in.u32(88));
  }

  private static Struct table(ByteSource disk, Header header) throws IOException {
    int length = header.count * header.entrySize;
    if (header.tableSector < 1
        || header.tableSector > Long.MAX_VALUE / header.sectorSize
        || !disk.holds(header.tableSector * header.sectorSize, length)) {
      return null;
    }
    return Struct.read(
        "GPT entries",
        disk,
        header.tableSector * header.sectorSize,
        length,
        ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean valid(Struct table, Header header) {
    return crc(table.bytes()) == header.tableCrc;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private List<Partition> entries(Header header, Struct table) throws MalformedImageException {
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < header.count; i++) {
      Struct entry = table.slice("GPT entry", i * header.entrySize, header.entrySize);
      long first = entry.s64(32);
      long last = entry.s64(40);
      if (entry.zero(0, 16)
          || first < 1
          || first > Long.MAX_VALUE / header.sectorSize
          || last < first) {
        continue;
      }
      long length = Math.min(last - first + 1, Long.MAX_VALUE / header.sectorSize - first);
      partitions.add(
          new Partition(
              name(),
              i + 1,
              partitionName(entry),
              guid(entry),
              first * header.sectorSize,
              length * header.sectorSize,
              (entry.u8(48) & LEGACY_BOOTABLE) != 0,
              List.of()));
    }
    return partitions;
  }

  private static String partitionName(Struct entry) throws MalformedImageException {
    String name = entry.text(56, 72, StandardCharsets.UTF_16LE);
    int end = name.indexOf('\0');
    return (end < 0 ? name : name.substring(0, end)).trim();
  }

  /** The first three parts of a GUID are little-endian, the last two are not. */
  private static String guid(Struct entry) throws MalformedImageException {
    long high = entry.u32(0) << 32 | (long) entry.u16(4) << 16 | entry.u16(6);
    return new UUID(high, entry.bigEndian().s64(8)).toString();
  }
}
