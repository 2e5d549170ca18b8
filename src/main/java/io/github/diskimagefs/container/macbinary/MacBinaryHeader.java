package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Header of MacBinary.
 *
 * @param name name of the Macintosh file
 * @param type type and creator
 * @param dataOffset offset of the data fork in the file
 * @param dataLength bytes of the data fork
 * @param resourceLength bytes of the resource fork
 */
record MacBinaryHeader(
    String name, String type, long dataOffset, long dataLength, long resourceLength) {
  /** Header, and the unit to which each part is filled up. */
  static final int LENGTH = 128;

  private static final int MAX_NAME_LENGTH = 63;
  private static final Charset ROMAN =
      Charset.isSupported("x-MacRoman")
          ? Charset.forName("x-MacRoman")
          : StandardCharsets.ISO_8859_1;

  /** Returns the header of a file; null if it has none. */
  static MacBinaryHeader find(ByteSource file) throws IOException {
    if (file.size() <= LENGTH) {
      return null;
    }
    Struct in = Struct.read("MacBinary header", file, 0, LENGTH, ByteOrder.BIG_ENDIAN);
    int name = in.u8(1);
    if (in.u8(0) != 0 || in.u8(74) != 0 || in.u8(82) != 0 || name == 0 || name > MAX_NAME_LENGTH) {
      return null;
    }
    MacBinaryHeader header =
        new MacBinaryHeader(
            in.text(2, name, ROMAN),
            in.text(65, 8, StandardCharsets.ISO_8859_1),
            LENGTH + filled(secondary(in)),
            in.u32(83),
            in.u32(87));
    return signed(in) && header.fits(file.size()) ? header : null;
  }

  /** MacBinary II has a CRC of the fields before it; version I has zeros there. */
  private static boolean signed(Struct in) throws MalformedImageException {
    return in.zero(99, 29) || in.u16(124) == Crc16.of(in.littleEndian(), 0, 124);
  }

  private static int secondary(Struct in) throws MalformedImageException {
    return in.u16(120);
  }

  private boolean fits(long size) {
    return dataLength > 0
        && dataOffset + dataLength <= size
        && (resourceLength == 0 || resourceOffset() + resourceLength <= size);
  }

  /** Returns the offset of the resource fork in the file. */
  long resourceOffset() {
    return dataOffset + filled(dataLength);
  }

  private static long filled(long length) {
    return (length + LENGTH - 1) / LENGTH * LENGTH;
  }

  /** Returns the forks. */
  Forks forks(ByteSource file) {
    ByteSource resource = resourceLength == 0 ? null : file.slice(resourceOffset(), resourceLength);
    return new Forks("MacBinary", name, type, file.slice(dataOffset, dataLength), resource);
  }
}
