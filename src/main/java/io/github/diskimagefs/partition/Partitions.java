package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The partition maps of a disk. */
public final class Partitions {
  private static final PartitionScheme GPT = new GptScheme();

  /** Maps of Apple, which optical discs have too. */
  public static final PartitionScheme APM = new ApmScheme();

  private static final PartitionScheme OLD_APPLE = new OldAppleScheme();
  private static final PartitionScheme LOGICAL = new LogicalPartitionScheme();
  private static final MbrScheme MBR = new MbrScheme();

  private static final List<PartitionScheme> SCHEMES = List.of(GPT, APM, OLD_APPLE, LOGICAL, MBR);

  private Partitions() {}

  /** Recognition of volumes, which a map without a sector size of its own needs. */
  @FunctionalInterface
  public interface VolumeProbe {
    /** Knows no volumes. */
    VolumeProbe NONE = offset -> false;

    /** Returns whether a volume is recognised at a byte offset of the disk. */
    boolean volumeAt(long offset) throws IOException;
  }

  /** Returns whether a disk has a partition map that cannot be anything else. */
  public static boolean probe(ByteSource disk) throws IOException {
    for (PartitionScheme scheme : SCHEMES) {
      if (scheme.probe(disk)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the partitions of a disk as {@link #of(ByteSource, int, VolumeProbe)} does. */
  public static List<Partition> of(ByteSource disk, int sectorSize) throws IOException {
    return of(disk, sectorSize, VolumeProbe.NONE);
  }

  /**
   * Returns the partitions of a disk in the order of its map. If there are several maps, as on
   * hybrid discs, those of GPT come before those of APM and MBR, and each offset is listed once. An
   * MBR beside a GPT is protective or a copy of it, and is left out. Partitions of a disk that was
   * cut may pass its end, or start after it.
   *
   * @param sectorSize bytes per sector as the container knows it
   * @param volumes tells which sector size the entries of an MBR count in
   * @return empty if the disk has no map; a map that is broken beyond use counts as none
   */
  public static List<Partition> of(ByteSource disk, int sectorSize, VolumeProbe volumes)
      throws IOException {
    List<Partition> gpt = GPT.partitions(disk, sectorSize);
    List<Partition> found = new ArrayList<>(gpt);
    Set<Long> offsets = new HashSet<>();
    gpt.forEach(partition -> offsets.add(partition.offset()));
    add(found, offsets, APM.partitions(disk, sectorSize));
    add(found, offsets, OLD_APPLE.partitions(disk, sectorSize));
    add(found, offsets, LOGICAL.partitions(disk, sectorSize));
    if (gpt.isEmpty()) {
      add(found, offsets, MBR.partitions(disk, sectorSize, volumes));
    }
    return List.copyOf(found);
  }

  private static void add(List<Partition> found, Set<Long> offsets, List<Partition> more) {
    for (Partition partition : more) {
      if (offsets.add(partition.offset())) {
        found.add(partition);
      }
    }
  }
}
