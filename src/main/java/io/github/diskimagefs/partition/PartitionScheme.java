package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.List;

/** A format of partition maps: recognises and reads the map of a disk. */
public interface PartitionScheme {

  /** Returns the usual short name: {@code GPT}, {@code APM}, {@code MBR}. */
  String name();

  /**
   * Returns whether a disk carries a map of this scheme that cannot be anything else. Reads a
   * bounded number of bytes.
   */
  boolean probe(ByteSource disk) throws IOException;

  /**
   * Reads the map.
   *
   * @param sectorSize bytes of a sector as the container knows it
   * @return the partitions in the order of the map; empty if the disk has no map of this scheme, or
   *     one that is broken beyond use
   */
  List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException;
}
