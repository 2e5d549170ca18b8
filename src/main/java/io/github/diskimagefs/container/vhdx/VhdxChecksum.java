package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.util.zip.CRC32C;

/** The checksum of VHDX structures: CRC-32C of all bytes, with the checksum's own taken as 0. */
final class VhdxChecksum {
  /** Offset of the checksum in every structure that has one. */
  static final int OFFSET = 4;

  private VhdxChecksum() {}

  /** Returns whether the checksum of a structure is right. */
  static boolean valid(Struct struct) throws IOException {
    long recorded = struct.u32(OFFSET);
    byte[] bytes = struct.bytes();
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[OFFSET + i] = 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue() == recorded;
  }
}
