package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;

/**
 * File identifier descriptor, ECMA-167 4/14.4.
 *
 * @param length bytes that it takes in its directory
 * @param name as recorded
 */
record FileIdentifier(int length, int characteristics, LongAd icb, String name) {
  static final int FIXED = 38;

  /** The longest there can be. */
  static final int MAX_LENGTH = FIXED + 0xFFFF + 0xFF + 3;

  /** Its length by the fixed part, which begins at {@code offset}. */
  static int length(Struct struct, int offset) throws MalformedImageException {
    int length = FIXED + struct.u16(offset + 36) + struct.u8(offset + 19); // 4/14.4.4, .6
    return (length + 3) & ~3; // 4/14.4.9
  }

  static FileIdentifier read(Struct struct) throws MalformedImageException {
    int name = FIXED + struct.u16(36);
    return new FileIdentifier(
        struct.length(),
        struct.u8(18), // 4/14.4.3
        LongAd.read(struct, 20), // 4/14.4.5
        Cs0.text(struct, name, struct.u8(19))); // 4/14.4.8
  }

  boolean hidden() {
    return (characteristics & 1) != 0;
  }

  boolean directory() {
    return (characteristics & 2) != 0;
  }

  /** Whether it names an entry: neither deleted nor the parent, 4/14.4.3. */
  boolean entry() {
    return (characteristics & 0x0C) == 0 && icb.length() != 0;
  }
}
