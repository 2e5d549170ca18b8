package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.partition.Partitions.VolumeProbe;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Master boot records: four primary partitions, one of which may be extended, a chain of further
 * records with one logical partition each.
 *
 * <p>A record does not say how large the sectors are that its entries count. They have 512 bytes,
 * also on optical discs, 4096 on disks of such sectors, and 2048 or 1024 on magneto-optical disks;
 * the volumes found tell.
 */
public final class MbrScheme implements PartitionScheme {
  /** Length of a record, whatever the size of the sector that it is in. */
  private static final int RECORD = 512;

  private static final int LARGE_SECTOR = 4096;
  private static final int[] SECTOR_SIZES = {RECORD, LARGE_SECTOR, 2048, 1024};
  private static final int TABLE = 446;
  private static final int PROTECTIVE = 0xEE;
  private static final int ACTIVE = 0x80;
  private static final int MAX_LOGICAL = 256;

  /** CHS and LBA forms, those hidden by boot managers, and that of Linux. */
  private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0F, 0x15, 0x1F, 0x85);

  private static final int SIGNATURE = 0xAA55;

  private record Entry(int status, int type, long first, long count) {
    static List<Entry> read(Struct record) throws IOException {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int offset = TABLE + 16 * i;
        entries.add(
            new Entry(
                record.u8(offset),
                record.u8(offset + 4),
                record.u32(offset + 8),
                record.u32(offset + 12)));
      }
      return entries;
    }

    boolean used() {
      return type != 0 && count != 0;
    }

    boolean validStatus() {
      return status == 0 || status == ACTIVE;
    }

    boolean extended() {
      return EXTENDED.contains(type);
    }
  }

  @Override
  public String name() {
    return "MBR";
  }

  /** Requires a partition that is not the whole disk, and only entries that a boot record has. */
  @Override
  public boolean probe(ByteSource disk) throws IOException {
    Reader mbr = new Reader(disk, RECORD);
    Struct record = mbr.record(0);
    if (record == null) {
      return false;
    }
    List<Entry> entries = Entry.read(record);
    return mbr.possible(entries)
        && entries.stream().anyMatch(Entry::used)
        && entries.stream().noneMatch(entry -> entry.used() && entry.first == 0);
  }

  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    return partitions(disk, sectorSize, VolumeProbe.NONE);
  }

  /**
   * Reads the map as {@link #partitions(ByteSource, int)} does, in the sector size at which a
   * partition has a volume.
   */
  List<Partition> partitions(ByteSource disk, int sectorSize, VolumeProbe volumes)
      throws IOException {
    int preferred = sectorSize == LARGE_SECTOR ? LARGE_SECTOR : RECORD;
    List<Partition> found = partitionsOfSize(disk, preferred);
    if (anyVolume(found, volumes)) {
      return found;
    }
    for (int size : SECTOR_SIZES) {
      List<Partition> others = size == preferred ? List.of() : partitionsOfSize(disk, size);
      if (anyVolume(others, volumes)) {
        return others;
      }
    }
    return found;
  }

  private static boolean anyVolume(List<Partition> partitions, VolumeProbe volumes)
      throws IOException {
    for (Partition partition : partitions) {
      if (volumes.volumeAt(partition.offset())) {
        return true;
      }
    }
    return false;
  }

  private List<Partition> partitionsOfSize(ByteSource disk, int sectorSize) throws IOException {
    Reader mbr = new Reader(disk, sectorSize);
    Struct record = mbr.record(0);
    if (record == null) {
      return List.of();
    }
    List<Entry> entries = Entry.read(record);
    if (!mbr.possible(entries)) {
      return List.of();
    }
    for (int i = 0; i < 4; i++) {
      Entry entry = entries.get(i);
      if (entry.used() && !entry.extended() && entry.type != PROTECTIVE) {
        mbr.add(i + 1, entry, 0);
      }
    }
    for (Entry entry : entries) {
      if (entry.used() && entry.extended()) {
        mbr.logical(entry.first);
      }
    }
    return mbr.found;
  }

  /** Reads the records of one disk. */
  private final class Reader {
    private final ByteSource disk;
    private final int sectorSize;
    private final List<Partition> found = new ArrayList<>();

    Reader(ByteSource disk, int sectorSize) {
      this.disk = disk;
      this.sectorSize = sectorSize;
    }

    private boolean has(long sector) {
      return sector >= 0 && disk.holds(sector * sectorSize, sectorSize);
    }

    /**
     * Returns whether a boot record can have these entries. A boot sector of a file system has text
     * or code where the table would be. A disk that was cut lacks its last partitions.
     */
    private boolean possible(List<Entry> entries) {
      long end = 0;
      for (Entry entry : entries) {
        if (!entry.validStatus()) {
          return false;
        }
        if (entry.used() && has(entry.first)) {
          end = Math.max(end, entry.first + entry.count);
        }
      }
      for (Entry entry : entries) {
        if (entry.used() && !has(entry.first) && (end == 0 || entry.first < end)) {
          return false;
        }
      }
      return true;
    }

    private Struct record(long sector) throws IOException {
      if (!has(sector)) {
        return null;
      }
      Struct record =
          Struct.read("MBR", disk, sector * sectorSize, RECORD, ByteOrder.LITTLE_ENDIAN);
      return record.u16(510) == SIGNATURE ? record : null;
    }

    private void add(int index, Entry entry, long base) {
      found.add(
          new Partition(
              name(),
              index,
              "",
              String.format("%02x", entry.type),
              (base + entry.first) * sectorSize,
              entry.count * sectorSize,
              entry.status == ACTIVE,
              List.of()));
    }

    /** Follows a chain: links count from its start, a logical partition from its own record. */
    private void logical(long start) throws IOException {
      Set<Long> visited = new HashSet<>();
      int index = Math.max(4, found.isEmpty() ? 4 : found.get(found.size() - 1).index());
      long offset = start;
      while (offset >= 0 && visited.add(offset) && visited.size() <= MAX_LOGICAL) {
        Struct record = record(offset);
        if (record == null) {
          return;
        }
        long next = -1;
        for (Entry entry : Entry.read(record)) {
          if (entry.used() && entry.extended()) {
            next = next < 0 ? start + entry.first : next;
          } else if (entry.used()) {
            add(++index, entry, offset);
          }
        }
        offset = next;
      }
    }
  }
}
