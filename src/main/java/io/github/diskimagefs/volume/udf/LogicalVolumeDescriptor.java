package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.util.List;

/**
 * Logical volume descriptor, ECMA-167 3/10.6.
 *
 * @param blockSize bytes per logical block
 * @param fileSet where the file set descriptors lie
 * @param integrity where the logical volume integrity descriptors lie
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

  static LogicalVolumeDescriptor read(Struct in) throws MalformedImageException {
    long blockSize = in.u32(212); // 3/10.6.5
    if (blockSize < 512 || blockSize > 65_536 || Long.bitCount(blockSize) != 1) {
      throw in.malformed("logical block size %d", blockSize);
    }
    long tableLength = in.u32(264); // 3/10.6.8
    if (tableLength > in.length() - 440) {
      throw in.malformed("map table of %d bytes in a descriptor of %d", tableLength, in.length());
    }
    return new LogicalVolumeDescriptor(
        in.u32(16), // 3/10.6.2
        Cs0.dstring(in, 84, 128), // 3/10.6.4
        (int) blockSize,
        EntityId.read(in, 216), // 3/10.6.6
        LongAd.read(in, 248), // 3/10.6.7, 4/3.1
        EntityId.read(in, 272), // 3/10.6.10
        ExtentAd.read(in, 432), // 3/10.6.12
        PartitionMap.readAll(
            in.slice("Partition Map", 440, (int) tableLength), in.u32(268))); // 3/10.6.13, .9
  }
}
