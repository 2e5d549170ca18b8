package io.github.diskimagefs.volume.ntfs;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reader of records that are protected by an update sequence: the last two bytes of each 512 hold a
 * number that changes with each write, and the bytes that belong there are in an array. A record of
 * which only a part was written is so found out.
 */
final class FixUp {
  private static final int STRIDE = 512;

  private FixUp() {}

  /**
   * Reads a record into new memory.
   *
   * @param signature its first four bytes
   * @throws io.github.diskimagefs.MalformedImageException if it has another signature, or was
   *     written in part
   */
  static Struct read(String name, String signature, ByteSource source, long position, int length)
      throws IOException {
    if (!source.holds(position, length)) {
      return Struct.read(name, source, position, length, ByteOrder.LITTLE_ENDIAN); // throws
    }
    return read(name, signature, source, position, new byte[length]);
  }

  /**
   * Reads a record as the other method does, but into memory of the caller.
   *
   * @param bytes as many as the record has, all of which the source holds
   */
  static Struct read(String name, String signature, ByteSource source, long position, byte[] bytes)
      throws IOException {
    int length = bytes.length;
    source.readFully(position, ByteBuffer.wrap(bytes));
    long imageOffset = Struct.imageOffset(source, position);
    Struct raw = Struct.of(name, bytes, imageOffset, ByteOrder.LITTLE_ENDIAN);
    if (!raw.has(0, signature)) {
      throw raw.malformed("signature is not %s", signature);
    }
    int offset = raw.u16(4); //  offset of the update sequence
    int count = raw.u16(6); //   its number and one more for each 512 bytes
    if (count != length / STRIDE + 1 || offset + 2 * count > STRIDE) {
      throw raw.malformed("update sequence of %d at %d", count, offset);
    }
    int number = raw.u16(offset);
    for (int i = 1; i < count; i++) {
      int last = i * STRIDE - 2;
      if (raw.u16(last) != number) {
        throw raw.malformed("was written in part: sector %d is of another time", i - 1);
      }
      bytes[last] = bytes[offset + 2 * i];
      bytes[last + 1] = bytes[offset + 2 * i + 1];
    }
    return raw;
  }
}
