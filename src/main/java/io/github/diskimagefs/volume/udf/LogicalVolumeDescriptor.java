package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.List;

/**
 * Logical volume descriptor, ECMA-167 3/10.6.
 *
 * @param blockSize bytes per logical block
 * @param fileSet extent of the file set descriptors
 * @param integrity extent of the logical volume integrity descriptors
 */
record LogicalVolumeDescriptor(
    long sequence,
    String identifier,
    int blockSize,
    EntityId domain,
    LongAd fileSet,
    EntityId implementation,
    ExtentAd integrity,
    List<PartitionMap> maps) {

  static LogicalVolumeDescriptor read(Struct struct) throws MalformedImageException {
    long blockSize = struct.u32(212); // 3/10.6.5
    if (blockSize < 512 || blockSize > 65_536 || Long.bitCount(blockSize) != 1) {
      throw struct.malformed("logical block size %d", blockSize);
    }
    long tableLength = struct.u32(264); // 3/10.6.8
    if (tableLength > struct.length() - 440) {
      throw struct.malformed(
          "map table of %d bytes in a descriptor of %d", tableLength, struct.length());
    }
    return new LogicalVolumeDescriptor(
        struct.u32(16), // 3/10.6.2
        Cs0.dstring(struct, 84, 128), // 3/10.6.4
        (int) blockSize,
        EntityId.read(struct, 216), // 3/10.6.6
        LongAd.read(struct, 248), // 3/10.6.7, 4/3.1
        EntityId.read(struct, 272), // 3/10.6.10
        ExtentAd.read(struct, 432), // 3/10.6.12
        PartitionMap.readAll(
            struct.slice("Partition Map", 440, (int) tableLength),
            struct.u32(268))); // 3/10.6.13, .9
  }
}
