package io.github.diskimagefs.container.twoimg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Header of a 2IMG file.
 *
 * @param creator four characters that name the writing program
 * @param order of the data: {@link #DOS}, {@link #PRODOS} or {@link #NIBBLES}
 * @param offset of the data in the file
 * @param length of the data in bytes
 */
record TwoImgHeader(String creator, long order, long offset, long length) {
  static final int DOS = 0;
  static final int PRODOS = 1;
  static final int NIBBLES = 2;

  static final String SIGNATURE = "2IMG";
  private static final int BLOCK = 512;

  /** Length of the fields up to those of the data; the header has 64 bytes, in old files 52. */
  static final int FIELDS = 32;

  /** Reads the header. */
  static TwoImgHeader read(ByteSource file) throws IOException {
    return read(Struct.read("2IMG header", file, 0, FIELDS, ByteOrder.LITTLE_ENDIAN), file.size());
  }

  private static TwoImgHeader read(Struct in, long fileSize) throws MalformedImageException {
    long offset = in.u32(24) == 0 ? in.u16(8) : in.u32(24);
    long blocks = in.u32(20) * BLOCK;
    long length = in.u32(28);
    if (length == 0 || (length > fileSize - offset && blocks <= fileSize - offset)) {
      length = blocks;
    }
    if (offset < FIELDS || length == 0 || length > fileSize - offset) {
      throw in.malformed(
          "%d bytes of data at %d, but the file ends at %d", length, offset, fileSize);
    }
    return new TwoImgHeader(in.text(4, 4, StandardCharsets.ISO_8859_1), in.u32(12), offset, length);
  }
}
