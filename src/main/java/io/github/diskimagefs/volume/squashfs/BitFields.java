package io.github.diskimagefs.volume.squashfs;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteOrder;

/**
 * Bit fields of structures of versions 1 to 3: the first one is in the lowest bits of little-endian
 * structures, and in the highest bits of big-endian ones.
 */
final class BitFields {
  private final boolean little;

  BitFields(ByteOrder order) {
    this.little = order == ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * Returns a field.
   *
   * @param first number of bits of the fields before it
   * @param count number of its bits, up to 32
   */
  long bits(Struct struct, int first, int count) throws MalformedImageException {
    int start = first / Byte.SIZE;
    int end = (first + count + Byte.SIZE - 1) / Byte.SIZE;
    long value = 0;
    for (int i = 0; i < end - start; i++) {
      value = (value << Byte.SIZE) | struct.u8(little ? end - 1 - i : start + i);
    }
    int shift = little ? first % Byte.SIZE : end * Byte.SIZE - first - count;
    return (value >>> shift) & ((1L << count) - 1);
  }

  /** Returns a field of up to 31 bits. */
  int field(Struct struct, int first, int count) throws MalformedImageException {
    return (int) bits(struct, first, count);
  }
}
