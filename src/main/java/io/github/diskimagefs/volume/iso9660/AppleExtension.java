package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.nio.ByteBuffer;

/**
 * Finder information in Apple's ISO 9660 extension, system use id 2.
 *
 * @param type file type, four characters as a number
 * @param creator four characters as a number
 * @param flags Finder flags
 */
record AppleExtension(int type, int creator, int flags) {
  /** Length of the entry {@code AA}. */
  static final int LENGTH = 14;

  /** The system use id for HFS. */
  static final int HFS = 2;

  private static final int ATTRIBUTE_SIZE = 32;

  /** Reads the entry {@code AA}. */
  static AppleExtension read(Struct struct, int offset) throws MalformedImageException {
    Struct big = struct.bigEndian();
    return new AppleExtension(big.s32(offset + 4), big.s32(offset + 8), big.u16(offset + 12));
  }

  /** Returns the value of the attribute {@code com.apple.AppleExtension}. */
  ByteSource bytes() {
    byte[] bytes = new byte[ATTRIBUTE_SIZE];
    ByteBuffer.wrap(bytes).putInt(type).putInt(creator).putShort((short) flags);
    return new ArraySource(bytes);
  }
}
