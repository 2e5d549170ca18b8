package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Writes partition maps onto a disk: {@code PartitionMap.on(disk).mbr(0, 0x0C, 63, 100)}. */
public final class PartitionMap {
  private static final int ENTRY = 128;
  private static final int ENTRIES = 4;

  private final byte[] disk;
  private int bootRecordSectorSize = 512;
  private int guidPartitions;

  private PartitionMap(byte[] disk) {
    this.disk = disk;
  }

  /** A disk that is written onto. */
  public static PartitionMap on(byte[] disk) {
    return new PartitionMap(disk);
  }

  /** The disk with its maps. */
  public byte[] disk() {
    return disk;
  }

  /** The bytes of a sector in which the entries of boot records count. */
  public PartitionMap bootRecordsOf(int sectorSize) {
    bootRecordSectorSize = sectorSize;
    return this;
  }

  /** An entry of the master boot record. */
  public PartitionMap mbr(int slot, int type, int first, int count) {
    return bootRecord(0, slot, type, first, count);
  }

  /** An entry of a boot record at any sector, as the chain of logical partitions has. */
  public PartitionMap bootRecord(int sector, int slot, int type, int first, int count) {
    ByteBuffer bytes =
        little().position(bootRecordSectorSize * sector).slice().order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(446 + 16 * slot + 4, (byte) type);
    bytes.putInt(446 + 16 * slot + 8, first).putInt(446 + 16 * slot + 12, count);
    bytes.putShort(510, (short) 0xAA55);
    return this;
  }

  /** Entries of an Apple partition map; sizes and positions in blocks. */
  public PartitionMap apple(int blockSize, String name, String type, int first, int count) {
    ByteBuffer bytes = ByteBuffer.wrap(disk);
    bytes.put(0, "ER".getBytes(US_ASCII)).putShort(2, (short) blockSize);
    int entries = 1;
    while (disk[entries * blockSize] == 'P') {
      entries++;
    }
    if (entries == 1) {
      appleEntry(bytes, blockSize, "Apple", "Apple_partition_map", 1, 63);
      entries++;
    }
    appleEntry(bytes.position(0), blockSize * entries, name, type, first, count);
    for (int i = 1; i <= entries; i++) {
      bytes.putInt(i * blockSize + 4, entries);
    }
    return this;
  }

  /** The block size in block 0, whatever the map counts in. */
  public PartitionMap appleBlockSizeStated(int blockSize) {
    ByteBuffer.wrap(disk).putShort(2, (short) blockSize);
    return this;
  }

  /** An entry of a map of the Macintosh Plus. */
  public PartitionMap oldApple(int index, String type, int first, int count) {
    ByteBuffer bytes = ByteBuffer.wrap(disk);
    bytes.put(0, "ER".getBytes(US_ASCII)).putShort(2, (short) 512);
    bytes.put(512, "TS".getBytes(US_ASCII));
    int at = 514 + 12 * index;
    bytes.putInt(at, first).putInt(at + 4, count).put(at + 8, type.getBytes(US_ASCII));
    return this;
  }

  private static void appleEntry(
      ByteBuffer bytes, int at, String name, String type, int first, int count) {
    bytes.put(at, "PM".getBytes(US_ASCII)).putInt(at + 8, first).putInt(at + 12, count);
    bytes.put(at + 16, name.getBytes(US_ASCII)).put(at + 48, type.getBytes(US_ASCII));
  }

  /** A partition of a GUID partition table, which has its backup at the end of the disk. */
  public PartitionMap guid(int sectorSize, String name, long first, long last) {
    int sectors = disk.length / sectorSize;
    byte[] table = new byte[ENTRIES * ENTRY];
    if (guidPartitions > 0) {
      System.arraycopy(disk, 2 * sectorSize, table, 0, table.length);
    }
    int start = ENTRY * guidPartitions++;
    ByteBuffer entry = ByteBuffer.wrap(table, start, ENTRY).slice().order(ByteOrder.LITTLE_ENDIAN);
    entry.putLong(0, 0x11AA000048465300L).putLong(8, 0xACEC4365300011AAL).put(16, (byte) 1);
    entry.putLong(32, first).putLong(40, last).put(56, name.getBytes(UTF_16LE));
    guidTable(sectorSize, table, 1, sectors - 1, 2);
    guidTable(sectorSize, table, sectors - 1, 1, sectors - 3);
    return mbr(0, 0xEE, 1, sectors - 1);
  }

  private void guidTable(int sectorSize, byte[] table, int header, int other, int entries) {
    System.arraycopy(table, 0, disk, entries * sectorSize, table.length);
    byte[] bytes = new byte[92];
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.put("EFI PART".getBytes(US_ASCII)).putInt(0x10000).putInt(bytes.length);
    in.putLong(24, header).putLong(32, other).putLong(72, entries);
    in.putInt(80, ENTRIES).putInt(84, ENTRY).putInt(88, crc(table));
    in.putInt(16, crc(bytes));
    System.arraycopy(bytes, 0, disk, header * sectorSize, bytes.length);
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private ByteBuffer little() {
    return ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
  }
}
