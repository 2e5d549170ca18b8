package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** The sector of FAT32 that states how much is free (FAT specification 5). */
final class FsInfo {
  private static final int LENGTH = 512;

  private FsInfo() {}

  /** Returns the number of free clusters; 0 if the volume does not state it. */
  static long freeClusters(ByteSource volume, BiosParameterBlock block) {
    if (!block.fat32() || block.fsInfo() == 0 || block.fsInfo() >= block.reserved()) {
      return 0;
    }
    try {
      long position = (long) block.fsInfo() * block.sectorSize();
      Struct info = Struct.read("FSInfo", volume, position, LENGTH, ByteOrder.LITTLE_ENDIAN);
      long free = info.u32(488); // FSI_Free_Count
      return info.has(0, "RRaA") && info.has(484, "rrAa") && free <= block.clusters() ? free : 0;
    } catch (IOException e) {
      return 0; // a hint, of which nothing depends
    }
  }
}
