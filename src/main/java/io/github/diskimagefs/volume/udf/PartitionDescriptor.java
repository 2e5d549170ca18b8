package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Partition descriptor, ECMA-167 3/10.5.
 *
 * @param start first sector
 * @param length in sectors
 */
record PartitionDescriptor(long sequence, int number, int access, long start, long length) {
  static PartitionDescriptor read(Struct struct) throws MalformedImageException {
    return new PartitionDescriptor(
        struct.u32(16), // 3/10.5.2
        struct.u16(22), // 3/10.5.4
        struct.s32(184), // 3/10.5.7
        struct.u32(188), // 3/10.5.8
        struct.u32(192)); // 3/10.5.9
  }

  /** How the medium is written, 3/10.5.7. */
  String accessText() {
    return switch (access) {
      case 0 -> "pseudo-overwritable";
      case 1 -> "read only";
      case 2 -> "write once";
      case 3 -> "rewritable";
      case 4 -> "overwritable";
      default -> Integer.toString(access);
    };
  }
}
