package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.List;

/** Finds the partition map of a disk. */
public final class Partitions {
  private Partitions() {}

  /**
   * The partitions of a disk, in the order of the map; GPT before APM before MBR where there are
   * several.
   *
   * @param sectorSize bytes per sector as the container knows it
   * @return empty if the disk has no map
   */
  public static List<Partition> of(ByteSource disk, int sectorSize) throws IOException {
    return List.of();
  }
}
