package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * An entry of a compressed map, expanded.
 *
 * @param type 0 to 3 for a codec of the header, else one of the constants
 * @param length bytes of a compressed hunk
 * @param offset by type: byte of the file, hunk of this image, or unit of the parent
 * @param crc CRC-16 of the hunk
 */
record MapEntry(int type, int length, long offset, int crc) {
  static final int BYTES = 12;
  static final int CODECS = 4;
  static final int STORED = 4;
  static final int SELF = 5;
  static final int PARENT = 6;

  static MapEntry read(Struct in) throws MalformedImageException {
    return new MapEntry(
        in.u8(0), (int) (in.u32(0) & 0xFF_FFFF), in.s64(2) & 0xFFFF_FFFF_FFFFL, in.u16(10));
  }

  void write(byte[] target, int position) {
    target[position] = (byte) type;
    put(target, position + 1, 3, length);
    put(target, position + 4, 6, offset);
    put(target, position + 10, 2, crc);
  }

  private static void put(byte[] target, int position, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      target[position + i] = (byte) (value >>> (8 * (bytes - 1 - i)));
    }
  }
}
