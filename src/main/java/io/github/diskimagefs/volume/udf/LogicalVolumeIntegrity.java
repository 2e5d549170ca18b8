package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Logical volume integrity descriptor, ECMA-167 3/10.10 and UDF 2.2.6: counts that a reader can do
 * without, so that damage here goes unnoticed.
 *
 * @param open whether the volume was not closed after the last change
 * @param free blocks, 0 where not stated
 * @param files -1 where not stated
 * @param directories -1 where not stated
 * @param revision least revision of UDF needed to read, 0 where not stated
 */
record LogicalVolumeIntegrity(
    long recorded, boolean open, long free, long files, long directories, int revision) {
  private static final int MAX_DESCRIPTORS = 256;
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  /** The last of a sequence, 3/8.8.2; null where there is none. */
  static LogicalVolumeIntegrity read(ByteSource bytes, ExtentAd sequence, int sectorSize)
      throws IOException {
    LogicalVolumeIntegrity last = null;
    ExtentAd extent = sequence;
    for (int i = 0; i < MAX_DESCRIPTORS && extent.length() >= sectorSize; i++) {
      Struct struct;
      try {
        struct =
            Struct.read(
                "Logical Volume Integrity Descriptor",
                bytes,
                extent.sector() * sectorSize,
                sectorSize,
                ByteOrder.LITTLE_ENDIAN);
      } catch (IOException e) {
        return last;
      }
      if (Tag.validId(struct, extent.sector()) != Tag.INTEGRITY) {
        return last;
      }
      last = read(struct);
      ExtentAd next = ExtentAd.read(struct, 32); // 3/10.10.4
      extent =
          next.length() != 0
              ? next
              : new ExtentAd(extent.length() - sectorSize, extent.sector() + 1);
    }
    return last;
  }

  private static LogicalVolumeIntegrity read(Struct struct) throws MalformedImageException {
    long partitions = struct.u32(72); // 3/10.10.6
    long room = struct.length() - 80L;
    long free = 0;
    for (int i = 0; i < Math.min(partitions, room / 8); i++) {
      long blocks = struct.u32(80 + 4 * i); // 3/10.10.8
      free += blocks == UNKNOWN ? 0 : blocks;
    }
    int use = (int) Math.min(80 + 8 * partitions, struct.length());
    boolean stated = struct.u32(76) >= 46 && struct.length() - use >= 46; // UDF 2.2.6.4
    return new LogicalVolumeIntegrity(
        Timestamp.micros(struct, 16),
        struct.u32(28) == 0, // 3/10.10.3
        free,
        stated ? struct.u32(use + 32) : -1,
        stated ? struct.u32(use + 36) : -1,
        stated ? struct.u16(use + 40) : 0);
  }
}
