package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The partition maps of a disk, put together. */
public final class Partitions {
  private static final PartitionScheme GPT = new GptScheme();

  /** The scheme of Apple. */
  public static final PartitionScheme APM = new ApmScheme();

  private static final PartitionScheme MBR = new MbrScheme();

  private static final List<PartitionScheme> SCHEMES = List.of(GPT, APM, MBR);

  private Partitions() {}

  /** Returns whether a disk carries a partition map that cannot be anything else. */
  public static boolean probe(ByteSource disk) throws IOException {
    for (PartitionScheme scheme : SCHEMES) {
      if (scheme.probe(disk)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The partitions of a disk in the order of its map. Where there are several maps, as on hybrid
   * discs, those of GPT come before those of APM and MBR, and each place on the disk is listed
   * once. An MBR beside a GPT says nothing of its own.
   *
   * @param sectorSize bytes per sector as the container knows it
   * @return empty if the disk has no map; a map that is broken beyond use counts as none
   */
  public static List<Partition> of(ByteSource disk, int sectorSize) throws IOException {
    List<Partition> gpt = GPT.partitions(disk, sectorSize);
    List<Partition> found = new ArrayList<>(gpt);
    Set<Long> places = new HashSet<>();
    gpt.forEach(partition -> places.add(partition.offset()));
    add(found, places, APM.partitions(disk, sectorSize));
    if (gpt.isEmpty()) {
      add(found, places, MBR.partitions(disk, sectorSize));
    }
    return List.copyOf(found);
  }

  private static void add(List<Partition> found, Set<Long> places, List<Partition> more) {
    for (Partition partition : more) {
      if (places.add(partition.offset())) {
        found.add(partition);
      }
    }
  }
}
