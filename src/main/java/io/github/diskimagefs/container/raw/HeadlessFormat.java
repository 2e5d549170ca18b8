package io.github.diskimagefs.container.raw;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Bare sectors of an optical disc whose first volume descriptor is lost: found by a later one, or
 * by an anchor of UDF. Every other format comes before this one.
 */
public final class HeadlessFormat extends BareSectors {
  private static final long FIRST = 17;
  private static final long LAST = 99;
  private static final int[] ANCHORED = {2048, 512, 1024, 4096};
  private static final int TAG = 16;

  @Override
  public String name() {
    return "sectors of a damaged disc";
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    return bytes != null && (laterDescriptor(bytes) || anchored(bytes));
  }

  private static boolean laterDescriptor(ByteSource bytes) throws IOException {
    for (long sector = FIRST; sector <= LAST; sector++) {
      if (sector * 2048 > bytes.size() - 2048) {
        return false;
      }
      Struct head =
          Struct.read("Volume Descriptor", bytes, sector * 2048, 7, ByteOrder.LITTLE_ENDIAN);
      boolean type = head.u8(0) <= 3 || head.u8(0) == 255; // BP 1, ECMA-119 §8.1.1
      boolean version = head.u8(6) == 1 || head.u8(6) == 2; // BP 7, §8.1.3
      if (type
          && version
          && (head.has(1, "CD001") || head.has(1, "NSR02") || head.has(1, "NSR03"))) {
        return true;
      }
    }
    return false;
  }

  /** An anchor volume descriptor pointer where ECMA-167 3/8.4.2.1 has it. */
  private static boolean anchored(ByteSource bytes) throws IOException {
    for (int size : ANCHORED) {
      long count = bytes.size() / size;
      for (long sector : new long[] {256, count - 1, count - 257, 512}) {
        if (sector > 0 && sector < count && anchor(bytes, sector, size)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean anchor(ByteSource bytes, long sector, int size) throws IOException {
    Struct tag =
        Struct.read(
            "Anchor Volume Descriptor Pointer", bytes, sector * size, TAG, ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    for (int i = 0; i < TAG; i++) {
      sum += i == 4 ? 0 : tag.u8(i);
    }
    return tag.u16(0) == 2 // 3/7.2.1
        && (tag.u16(2) == 2 || tag.u16(2) == 3) // 3/7.2.2
        && tag.u8(4) == (sum & 0xFF) // 3/7.2.3
        && tag.u32(12) == sector; // 3/7.2.8
  }
}
