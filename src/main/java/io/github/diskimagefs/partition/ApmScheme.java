package io.github.diskimagefs.partition;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Apple partition maps (Inside Macintosh: Devices, "The Partition Map").
 *
 * <p>Block 0 states the block size, and the map begins in block 1. Writers of discs and copies to
 * other media leave a wrong size there, and hybrid discs have two maps. So the map itself decides:
 * its entries are in steps of one block, and one of them describes the map.
 */
public final class ApmScheme implements PartitionScheme {
  /** Signature of block 0, sbSig. */
  private static final String DRIVER_DESCRIPTOR = "ER";

  /** Signature of an entry of the map, pmSig. */
  private static final String ENTRY_SIGNATURE = "PM";

  /** Type of the entry that describes the map itself. */
  private static final String MAP_TYPE = "Apple_partition_map";

  private static final int MAX_ENTRIES = 256;
  private static final int ENTRY = 136;
  private static final int[] BLOCK_SIZES = {512, 2048, 1024, 4096};
  private static final Set<String> EMPTY =
      Set.of("Apple_Free", "Apple_Void", MAP_TYPE, "Apple_Extra");

  /**
   * A map in steps of one size.
   *
   * @param described whether one of its entries describes the map
   */
  private record EntryMap(boolean described, List<Partition> partitions) {}

  @Override
  public String name() {
    return "APM";
  }

  @Override
  public boolean probe(ByteSource disk) throws IOException {
    if (!disk.holds(0, 1024)) {
      return false;
    }
    if (stated(Struct.read("driver descriptor", disk, 0, 4, ByteOrder.BIG_ENDIAN)) != 0) {
      return true;
    }
    for (int size : BLOCK_SIZES) {
      if (disk.holds(size, ENTRY)) {
        Struct entry = Struct.read("APM entry", disk, size, 8, ByteOrder.BIG_ENDIAN);
        if (entry.has(0, ENTRY_SIGNATURE) && entry.u16(2) == 0 && entry.u32(4) - 1 < MAX_ENTRIES) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    if (!disk.holds(0, 1024)) {
      return List.of();
    }
    Set<Integer> sizes = new LinkedHashSet<>();
    sizes.add(stated(Struct.read("driver descriptor", disk, 0, 4, ByteOrder.BIG_ENDIAN)));
    for (int size : BLOCK_SIZES) {
      sizes.add(size);
    }
    sizes.remove(0);
    List<Partition> undescribed = List.of();
    for (int size : sizes) {
      EntryMap map = map(disk, size);
      if (map.described && !map.partitions.isEmpty()) {
        return map.partitions;
      }
      undescribed = undescribed.isEmpty() ? map.partitions : undescribed;
    }
    return undescribed;
  }

  /** Returns the block size that block 0 states; 0 if it states none that is possible. */
  private static int stated(Struct head) throws MalformedImageException {
    int size = head.has(0, DRIVER_DESCRIPTOR) ? head.u16(2) : 0;
    return size >= 512 && size <= 4096 && size % 512 == 0 ? size : 0;
  }

  private EntryMap map(ByteSource disk, int blockSize) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    boolean described = false;
    long count = 1;
    for (int i = 1; i <= count && i <= MAX_ENTRIES; i++) {
      long position = (long) i * blockSize;
      if (!disk.holds(position, ENTRY)) {
        break;
      }
      Struct entry = Struct.read("APM entry", disk, position, ENTRY, ByteOrder.BIG_ENDIAN);
      if (!entry.has(0, ENTRY_SIGNATURE)) {
        break;
      }
      if (i == 1) {
        count = entry.u32(4);
      }
      long offset = entry.u32(8) * blockSize;
      String type = MacRomanText.text(entry, 48, 32);
      described |= type.equals(MAP_TYPE);
      if (!EMPTY.contains(type) && offset > 0 && disk.holds(offset, 1) && entry.u32(12) > 0) {
        partitions.add(
            new Partition(
                name(),
                i,
                MacRomanText.text(entry, 16, 32),
                type,
                offset,
                entry.u32(12) * blockSize));
      }
    }
    return new EntryMap(described, partitions);
  }
}
