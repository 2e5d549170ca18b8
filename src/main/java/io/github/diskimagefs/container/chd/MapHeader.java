package io.github.diskimagefs.container.chd;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The header of a compressed map.
 *
 * @param length bytes of the map after this header
 * @param firstOffset byte of the file at which the first hunk is stored
 * @param crc CRC-16 of the expanded map
 * @param lengthBits bits of a compressed hunk's length
 * @param selfBits bits of a hunk's number
 * @param parentBits bits of a unit's number in the parent
 */
record MapHeader(
    long length, long firstOffset, int crc, int lengthBits, int selfBits, int parentBits) {
  static final int BYTES = 16;

  static MapHeader read(ByteSource file, long offset) throws IOException {
    MapHeader header =
        read(Struct.read("CHD map header", file, offset, BYTES, ByteOrder.BIG_ENDIAN));
    if (header.length > file.size() - offset - BYTES) {
      throw new MalformedImageException(
          "CHD map",
          offset,
          header.length + " bytes",
          file.size() - offset - BYTES + " bytes to the end of the file");
    }
    return header;
  }

  private static MapHeader read(Struct in) throws MalformedImageException {
    MapHeader header =
        new MapHeader(
            in.u32(0), in.s64(2) & 0xFFFF_FFFF_FFFFL, in.u16(10), in.u8(12), in.u8(13), in.u8(14));
    int bits = Math.max(header.lengthBits, Math.max(header.selfBits, header.parentBits));
    if (bits > Integer.SIZE) {
      throw in.mismatch("fields of up to 32 bits", bits);
    }
    return header;
  }
}
