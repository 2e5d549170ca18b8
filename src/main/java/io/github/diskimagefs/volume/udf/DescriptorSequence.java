package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Volume descriptor sequence, ECMA-167 3/8.4.2: of several descriptors that tell of the same thing,
 * the one with the highest sequence number prevails (3/8.4.3).
 */
final class DescriptorSequence {
  /** A sequence has 16 sectors at least (UDF 2.2.3.2), no writer makes it much longer. */
  private static final int SECTORS = 1024;

  private final ByteSource bytes;
  private final int sectorSize;
  private final Map<Integer, PartitionDescriptor> partitions = new TreeMap<>();
  private PrimaryVolumeDescriptor primary;
  private LogicalVolumeDescriptor logical;
  private boolean damaged;
  private int left = SECTORS;

  private DescriptorSequence(ByteSource bytes, int sectorSize) {
    this.bytes = bytes;
    this.sectorSize = sectorSize;
  }

  /**
   * What the sequences of the anchors say; a further one is read where one is damaged or lacks
   * something.
   *
   * @throws MalformedImageException if none tells of a logical volume
   */
  static DescriptorSequence read(ByteSource bytes, List<Anchor> anchors) throws IOException {
    DescriptorSequence best = null;
    for (Anchor anchor : anchors) {
      DescriptorSequence sequence = new DescriptorSequence(bytes, anchor.sectorSize());
      sequence.readExtent(anchor.main());
      if (sequence.damaged || !sequence.complete()) {
        sequence.left = SECTORS;
        sequence.readExtent(anchor.reserve());
      }
      if (sequence.complete()) {
        return sequence;
      }
      if (best == null || (best.logical == null && sequence.logical != null)) {
        best = sequence;
      }
    }
    if (best == null || best.logical == null) {
      throw new MalformedImageException(
          "Volume Descriptor Sequence",
          anchors.get(0).main().sector() * anchors.get(0).sectorSize(),
          "no valid logical volume descriptor, nor in the reserve sequence");
    }
    return best;
  }

  PrimaryVolumeDescriptor primary() {
    return primary;
  }

  LogicalVolumeDescriptor logical() {
    return logical;
  }

  Map<Integer, PartitionDescriptor> partitions() {
    return partitions;
  }

  int sectorSize() {
    return sectorSize;
  }

  private boolean complete() {
    return primary != null
        && logical != null
        && logical.maps().stream().allMatch(map -> partitions.containsKey(map.number()));
  }

  private void readExtent(ExtentAd first) throws IOException {
    ExtentAd extent = first;
    while (extent != null) {
      ExtentAd next = null;
      for (long i = 0; i < extent.length() / sectorSize; i++) {
        if (left-- <= 0) {
          damaged = true;
          return;
        }
        long sector = extent.sector() + i;
        Struct struct = sector(sector);
        if (struct == null) {
          damaged = true;
          break;
        }
        int id = Tag.validId(struct, sector);
        if (id == Tag.TERMINATING || id == 0) {
          break; // 3/8.4.2: an unrecorded sector ends the sequence as well
        }
        if (id == Tag.VOLUME_POINTER) {
          next = ExtentAd.read(struct, 20); // 3/10.3.3
          continue;
        }
        try {
          add(id, struct);
        } catch (MalformedImageException e) {
          damaged = true; // the reserve sequence may do better; what lacks is said at the end
        }
      }
      extent = next;
    }
  }

  private Struct sector(long sector) {
    try {
      return Struct.read(
          "Volume Descriptor", bytes, sector * sectorSize, sectorSize, ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      return null;
    }
  }

  private void add(int id, Struct struct) throws MalformedImageException {
    switch (id) {
      case Tag.PRIMARY_VOLUME -> {
        PrimaryVolumeDescriptor read = PrimaryVolumeDescriptor.read(struct);
        if (primary == null || read.sequence() > primary.sequence()) {
          primary = read;
        }
      }
      case Tag.LOGICAL_VOLUME -> {
        LogicalVolumeDescriptor read = LogicalVolumeDescriptor.read(struct);
        if (logical == null || read.sequence() > logical.sequence()) {
          logical = read;
        }
      }
      case Tag.PARTITION -> {
        PartitionDescriptor read = PartitionDescriptor.read(struct);
        partitions.merge(
            read.number(), read, (old, now) -> now.sequence() > old.sequence() ? now : old);
      }
      case Tag.NONE -> damaged = true;
      default -> {
        // Unallocated space, implementation use and what later revisions may add.
      }
    }
  }
}
