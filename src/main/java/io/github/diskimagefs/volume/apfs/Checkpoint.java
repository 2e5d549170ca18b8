package io.github.diskimagefs.volume.apfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A checkpoint's ephemeral objects and their blocks, as its maps list them (Reference "Container",
 * checkpoint_map_phys_t).
 */
final class Checkpoint {
  private static final int MAP = 40; //     checkpoint_map_phys_t up to cpm_map
  private static final int MAPPING = 40; // checkpoint_mapping_t
  private static final int MAX_OBJECTS = 65_536;

  private final ContainerBlocks blocks;
  private final Map<Long, Long> objects = new HashMap<>();

  /**
   * Reads the maps.
   *
   * @throws MalformedImageException if one of them is damaged
   */
  Checkpoint(ContainerBlocks blocks, CheckpointArea area, NxSuperblock superblock)
      throws IOException {
    this.blocks = blocks;
    // The last block of a checkpoint is its superblock.
    long maps = Math.min(superblock.descriptorLength(), area.count()) - 1;
    for (long i = 0; i < maps && objects.size() < MAX_OBJECTS; i++) {
      read(
          blocks.object(
              "checkpoint map",
              area.block(superblock.descriptorIndex() + i),
              ObjectHeader.CHECKPOINT_MAP));
    }
  }

  private void read(Struct map) throws MalformedImageException {
    long count = map.u32(36); // cpm_count
    if (count > (map.length() - MAP) / MAPPING) {
      throw map.malformed("%d mappings in a block", count);
    }
    for (int i = 0; i < count; i++) {
      Struct mapping = map.slice(MAP + MAPPING * i, MAPPING);
      objects.put(mapping.s64(24), mapping.s64(32)); // cpm_oid, cpm_paddr
    }
  }

  /**
   * Returns the free blocks of the main device, from the space manager (Reference "Space Manager",
   * spaceman_phys_t).
   */
  long freeBlocks(long spacemanOid) throws IOException {
    Long block = objects.get(spacemanOid);
    if (block == null) {
      throw new MalformedImageException(
          "space manager", MalformedImageException.NO_OFFSET, "in no checkpoint map");
    }
    Struct spaceman = blocks.object("space manager", block, ObjectHeader.SPACEMAN);
    return spaceman.u64(72); // sm_dev[SD_MAIN].sm_free_count
  }
}
