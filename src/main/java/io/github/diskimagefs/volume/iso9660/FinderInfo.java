package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;

/**
 * Apple's ISO 9660 extension, system use id 2.
 *
 * @param type file type, four characters as a number
 * @param creator the same
 * @param flags Finder flags
 */
record FinderInfo(int type, int creator, int flags) {

  /** Reads the entry {@code AA}, of 14 bytes. */
  static FinderInfo read(Struct in, int offset) throws MalformedImageException {
    Struct big = in.bigEndian();
    return new FinderInfo(big.s32(offset + 4), big.s32(offset + 8), big.u16(offset + 12));
  }

  /** As the attribute {@code com.apple.FinderInfo} has it: 32 bytes. */
  ByteSource bytes() {
    byte[] bytes = new byte[32];
    java.nio.ByteBuffer.wrap(bytes).putInt(type).putInt(creator).putShort((short) flags);
    return new ArraySource(bytes);
  }
}
