package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.HostExtent;
import io.github.diskimagefs.bytes.PositionalSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A sparable partition, UDF 2.2.9 and 2.2.12: defective packets lie elsewhere. */
final class SparableSource extends PositionalSource {
  /** From here on a table's entry is free or itself defective, UDF 2.2.12. */
  private static final long NO_PACKET = 0xFFFF_FFF0L;

  private final ByteSource partition;
  private final ByteSource volume;
  private final long packetSize;

  /** Byte position in the partition to byte position in the volume. */
  private final NavigableMap<Long, Long> spared;

  private SparableSource(
      ByteSource partition, ByteSource volume, long packetSize, NavigableMap<Long, Long> spared) {
    this.partition = partition;
    this.volume = volume;
    this.packetSize = packetSize;
    this.spared = spared;
  }

  /**
   * The partition with its spared packets in place.
   *
   * @param partition as it lies
   * @param volume what the tables' sectors count in
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

  /** The newest sound sparing table; a disc without one is read as it lies. */
  private static NavigableMap<Long, Long> table(
      ByteSource volume, PartitionMap.Sparable map, int sectorSize, int blockSize)
      throws IOException {
    NavigableMap<Long, Long> newest = new TreeMap<>();
    long newestSequence = -1;
    for (long sector : map.tables()) {
      Struct in = read(volume, sector, sectorSize);
      if (in != null && in.u32(52) > newestSequence) {
        newestSequence = in.u32(52);
        newest = new TreeMap<>();
        for (int i = 0; i < in.u16(48); i++) {
          long original = in.u32(56 + 8 * i);
          if (original < NO_PACKET) {
            newest.put(original * blockSize, in.u32(60 + 8 * i) * sectorSize);
          }
        }
      }
    }
    return newest;
  }

  private static Struct read(ByteSource volume, long sector, int sectorSize) throws IOException {
    String name = "Sparing Table";
    long offset = sector * sectorSize;
    if (offset > volume.size() - sectorSize) {
      return null;
    }
    Struct head = Struct.read(name, volume, offset, sectorSize, ByteOrder.LITTLE_ENDIAN);
    int length = 56 + 8 * head.u16(48);
    if (!EntityId.read(head, 16).name().equals("*UDF Sparing Table")
        || offset > volume.size() - length) {
      return null;
    }
    Struct in =
        Struct.read(name, volume, offset, Math.max(length, sectorSize), ByteOrder.LITTLE_ENDIAN);
    return Tag.checksumHolds(in) ? in : null;
  }

  @Override
  public long size() {
    return partition.size();
  }

  @Override
  protected int readAt(long position, ByteBuffer target) throws IOException {
    Map.Entry<Long, Long> packet = packet(position);
    int limit = target.limit();
    target.limit(target.position() + (int) plain(position, packet, target.remaining()));
    try {
      return packet == null
          ? partition.read(position, target)
          : volume.read(packet.getValue() + position - packet.getKey(), target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public HostExtent extent(long position, long length) throws IOException {
    long covered = HostExtent.clip(this, position, length);
    Map.Entry<Long, Long> packet = packet(position);
    long max = plain(position, packet, covered);
    return packet == null
        ? partition.extent(position, max)
        : volume.extent(packet.getValue() + position - packet.getKey(), max);
  }

  /** The spared packet that holds the position, or null. */
  private Map.Entry<Long, Long> packet(long position) {
    Map.Entry<Long, Long> below = spared.floorEntry(position);
    return below != null && position - below.getKey() < packetSize ? below : null;
  }

  /** How much of the length lies in one piece. */
  private long plain(long position, Map.Entry<Long, Long> packet, long length) {
    if (packet != null) {
      return Math.min(length, packet.getKey() + packetSize - position);
    }
    Long next = spared.higherKey(position);
    return next == null ? length : Math.min(length, next - position);
  }
}
