package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;

/** Mapper of partition maps to the address space of a logical volume. */
final class PartitionMapper {
  private final VolumeSource source;
  private final DescriptorSequence sequence;
  private final List<PartitionMap> maps;
  private final int blockSize;
  private final LogicalVolumeSpace space;
  private String volumeIdentifier;

  private PartitionMapper(VolumeSource source, DescriptorSequence sequence) {
    this.source = source;
    this.sequence = sequence;
    this.maps = sequence.logical().maps();
    this.blockSize = sequence.logical().blockSize();
    this.space = new LogicalVolumeSpace(blockSize, maps.size());
    this.volumeIdentifier = sequence.logical().identifier();
  }

  /** What the maps come to: the space, and the volume's name that a VAT may renew. */
  record Result(LogicalVolumeSpace space, String volumeIdentifier) {}

  /** Maps the partitions of the source first, then the virtual and metadata ones in them. */
  static Result of(VolumeSource source, DescriptorSequence sequence) throws IOException {
    PartitionMapper made = new PartitionMapper(source, sequence);
    for (int i = 0; i < made.maps.size(); i++) {
      made.base(i);
    }
    for (int i = 0; i < made.maps.size(); i++) {
      made.derived(i);
    }
    return new Result(made.space, made.volumeIdentifier);
  }

  private void base(int index) throws IOException {
    PartitionMap map = maps.get(index);
    if (map instanceof PartitionMap.Unknown unknown) {
      space.putAbsent(index, "partition map of kind " + unknown.kind());
    } else if (map instanceof PartitionMap.Physical physical && elsewhere(physical)) {
      space.putAbsent(index, "it lies on volume " + physical.volume() + " of the volume set");
    } else if (!sequence.partitions().containsKey(map.number())) {
      space.putAbsent(index, "no partition descriptor has the number " + map.number());
    } else if (map instanceof PartitionMap.Physical) {
      space.put(index, partition(map.number()));
    } else if (map instanceof PartitionMap.Sparable sparable) {
      ByteSource plain = partition(map.number());
      space.put(
          index,
          SparableSource.of(plain, source.bytes(), sparable, sequence.sectorSize(), blockSize));
    }
  }

  /** A partition on another volume of the set has its descriptor there, ECMA-167 3/8.7. */
  private boolean elsewhere(PartitionMap.Physical map) {
    return sequence.primary() != null
        && sequence.primary().volumes() > 1
        && map.volume() != sequence.primary().volumeNumber()
        && !sequence.partitions().containsKey(map.number());
  }

  private void derived(int index) throws IOException {
    PartitionMap map = maps.get(index);
    boolean made = map instanceof PartitionMap.Virtual || map instanceof PartitionMap.Metadata;
    if (!made || !sequence.partitions().containsKey(map.number())) {
      return;
    }
    int base = baseOf(map);
    if (map instanceof PartitionMap.Virtual) {
      VirtualAllocationTable table =
          VirtualAllocationTable.find(space, base, source, start(map.number()));
      space.put(
          index,
          new VirtualSource(space.partition(base), table.entries(), blockSize, source.cache()));
      if (!table.volumeIdentifier().isEmpty()) {
        volumeIdentifier = table.volumeIdentifier();
      }
    } else if (map instanceof PartitionMap.Metadata metadata) {
      metadata(index, base, metadata);
    }
  }

  private void metadata(int index, int base, PartitionMap.Metadata map) throws IOException {
    ByteSource mirror = null;
    try {
      mirror = file(base, map.mirror());
    } catch (IOException e) {
      // Only missed if the main file is damaged as well.
    }
    try {
      space.put(index, file(base, map.file()));
      space.putMirror(index, mirror);
    } catch (IOException e) {
      if (mirror == null) {
        throw e;
      }
      space.put(index, mirror);
    }
  }

  private ByteSource file(int base, long block) throws IOException {
    return Allocation.content(space, Icb.read(space, new LongAd(blockSize, 0, block, base)));
  }

  private int baseOf(PartitionMap derived) throws IOException {
    for (int i = 0; i < maps.size(); i++) {
      PartitionMap map = maps.get(i);
      if (map.number() == derived.number()
          && (map instanceof PartitionMap.Physical || map instanceof PartitionMap.Sparable)) {
        return i;
      }
    }
    throw new MalformedImageException(
        "Logical Volume Descriptor",
        MalformedImageException.NO_OFFSET,
        "no map of partition " + derived.number() + " that a virtual or metadata map rests on");
  }

  private long start(int number) {
    return sequence.partitions().get(number).start() * sequence.sectorSize();
  }

  /**
   * Returns the bytes from the partition's start to the end of the source: on write-once discs the
   * recorded length is a plan.
   */
  private ByteSource partition(int number) throws IOException {
    return source.bytes().tail(start(number));
  }
}
