package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/** The descriptor CRC, ECMA-167 3/7.2.6: polynomial x^16 + x^12 + x^5 + 1, from 0. */
final class Crc {
  private static final char[] TABLE = new char[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
      TABLE[i] = (char) crc;
    }
  }

  private Crc() {}

  static int of(Struct in, int offset, int length) throws MalformedImageException {
    int crc = 0;
    for (int i = offset; i < offset + length; i++) {
      crc = ((crc << 8) & 0xFFFF) ^ TABLE[(crc >> 8) ^ in.u8(i)];
    }
    return crc;
  }
}
