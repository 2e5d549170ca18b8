package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * Long allocation descriptor, ECMA-167 4/14.14.2.
 *
 * @param length in bytes, without the type
 * @param type 0 recorded, 1 allocated only, 2 neither, 3 continuation (4/14.14.1.1)
 * @param block logical block within the partition
 * @param partition index of the partition map
 */
record LongAd(long length, int type, long block, int partition) {
  static final int SIZE = 16;

  static LongAd read(Struct struct, int offset) throws MalformedImageException {
    long length = struct.u32(offset);
    return new LongAd(
        length & 0x3FFF_FFFF, (int) (length >> 30), struct.u32(offset + 4), struct.u16(offset + 8));
  }

  /** Block and partition in one number. */
  long address() {
    return (long) partition << 32 | block;
  }

  boolean present() {
    return length != 0 && type == 0;
  }
}
