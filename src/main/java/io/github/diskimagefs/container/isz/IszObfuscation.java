package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteOrder;

/**
 * The obfuscation of tables: each byte is combined with one of the signature, inverted, in turn
 * (UltraISO's ISZ SDK, {@code isz_decode}).
 */
final class IszObfuscation {
  private IszObfuscation() {}

  /**
   * Returns a byte of a table as it was before.
   *
   * @param offset of the byte in the table
   */
  static int clear(int value, long offset) {
    int key = IszHeader.SIGNATURE.charAt((int) (offset % IszHeader.SIGNATURE.length()));
    return (value ^ ~key) & 0xFF;
  }

  /** Returns a part of a table that starts at a multiple of four bytes. */
  static Struct clear(Struct part) {
    byte[] bytes = part.bytes();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) clear(bytes[i], i);
    }
    return Struct.of(part.name(), bytes, part.imageOffset(), ByteOrder.LITTLE_ENDIAN);
  }
}
