package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A sparable partition, UDF 2.2.9 and 2.2.12: defective packets are replaced by others. */
final class SparableSource extends SegmentedSource {
  /** From here on a table's entry is free or itself defective, UDF 2.2.12. */
  private static final long NO_PACKET = 0xFFFF_FFF0L;

  private final ByteSource partition;
  private final ByteSource volume;
  private final long packetSize;

  /** Byte positions in the partition, ascending. */
  private final long[] packets;

  /** Byte positions in the volume of what replaces {@link #packets}. */
  private final long[] replacements;

  private SparableSource(
      ByteSource partition, ByteSource volume, long packetSize, NavigableMap<Long, Long> spared) {
    this.partition = partition;
    this.volume = volume;
    this.packetSize = packetSize;
    this.packets = spared.keySet().stream().mapToLong(Long::longValue).toArray();
    this.replacements = spared.values().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Returns the partition with its spared packets in place.
   *
   * @param partition with its defective packets
   * @param volume in which the sectors of the tables count
   */
  static ByteSource of(
      ByteSource partition,
      ByteSource volume,
      PartitionMap.Sparable map,
      int sectorSize,
      int blockSize)
      throws IOException {
    NavigableMap<Long, Long> spared = table(volume, map, sectorSize, blockSize);
    return spared.isEmpty()
        ? partition
        : new SparableSource(partition, volume, (long) map.packetLength() * blockSize, spared);
  }

  /** Reads the newest valid sparing table; without one no packet is replaced. */
  private static NavigableMap<Long, Long> table(
      ByteSource volume, PartitionMap.Sparable map, int sectorSize, int blockSize)
      throws IOException {
    NavigableMap<Long, Long> newest = new TreeMap<>();
    long newestSequence = -1;
    for (long sector : map.tables()) {
      Struct struct = read(volume, sector, sectorSize);
      if (struct != null && struct.u32(52) > newestSequence) {
        newestSequence = struct.u32(52);
        newest = new TreeMap<>();
        for (int i = 0; i < struct.u16(48); i++) {
          long original = struct.u32(56 + 8 * i);
          if (original < NO_PACKET) {
            newest.put(original * blockSize, struct.u32(60 + 8 * i) * sectorSize);
          }
        }
      }
    }
    return newest;
  }

  private static Struct read(ByteSource volume, long sector, int sectorSize) throws IOException {
    String name = "Sparing Table";
    long offset = sector * sectorSize;
    if (!volume.holds(offset, sectorSize)) {
      return null;
    }
    Struct head = Struct.read(name, volume, offset, sectorSize, ByteOrder.LITTLE_ENDIAN);
    int length = 56 + 8 * head.u16(48);
    if (!EntityId.read(head, 16).name().equals("*UDF Sparing Table")
        || !volume.holds(offset, length)) {
      return null;
    }
    Struct struct =
        Struct.read(name, volume, offset, Math.max(length, sectorSize), ByteOrder.LITTLE_ENDIAN);
    return Tag.checksumHolds(struct) ? struct : null;
  }

  @Override
  public long size() {
    return partition.size();
  }

  /** Finds the spared packet that holds the position, else the bitwise complement of the next. */
  @Override
  protected long segment(long position) {
    int found = Arrays.binarySearch(packets, position);
    int below = found < 0 ? -found - 2 : found;
    return below >= 0 && position - packets[below] < packetSize ? below : ~(below + 1);
  }

  @Override
  protected long remaining(long packet, long position) {
    int next = (int) (packet < 0 ? ~packet : packet + 1);
    long end = next < packets.length ? packets[next] : size();
    return (packet < 0 ? end : Math.min(end, packets[(int) packet] + packetSize)) - position;
  }

  @Override
  protected ByteSource stored(long packet, long position) {
    return packet < 0 ? partition : volume;
  }

  @Override
  protected long storedOffset(long packet, long position) {
    int i = (int) packet;
    return i < 0 ? position : replacements[i] + position - packets[i];
  }

  @Override
  public boolean isEncoded() {
    return partition.isEncoded();
  }
}
