package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Device partition maps of the Macintosh Plus (Inside Macintosh IV, "The SCSI Manager"): block 1
 * has the signature {@code TS} and entries of 12 bytes, after which those of Apple partition maps
 * came. Blocks have 512 bytes.
 */
final class OldAppleScheme implements PartitionScheme {
  private static final int BLOCK = 512;

  /** Signature of the map, pdSig. */
  private static final String SIGNATURE = "TS";

  private static final int FIRST_ENTRY = 2;
  private static final int ENTRY = 12;
  private static final int MAX_ENTRIES = (BLOCK - FIRST_ENTRY) / ENTRY;

  @Override
  public String name() {
    return "TS";
  }

  @Override
  public boolean probe(ByteSource disk) throws IOException {
    return !partitions(disk, BLOCK).isEmpty();
  }

  /** The map ends with an entry of zeros; a list with any other entry is no map. */
  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    if (!disk.holds(0, 2L * BLOCK)) {
      return List.of();
    }
    Struct map = Struct.read("partition map", disk, BLOCK, BLOCK, ByteOrder.BIG_ENDIAN);
    List<Partition> found = new ArrayList<>();
    for (int i = 0; map.has(0, SIGNATURE) && i < MAX_ENTRIES; i++) {
      Struct entry = map.slice("partition entry", FIRST_ENTRY + i * ENTRY, ENTRY);
      long offset = entry.u32(0) * BLOCK; //  pdStart
      long length = entry.u32(4) * BLOCK; //  pdSize
      if (entry.zero(0, ENTRY)) {
        return found;
      }
      if (offset < 2 * BLOCK || !disk.holds(offset, 1) || length == 0) {
        return List.of();
      }
      String type = MacRomanText.text(entry, 8, 4); // pdFSID, TFS1 for HFS
      found.add(new Partition(name(), i + 1, "", type, offset, length));
    }
    return found;
  }
}
