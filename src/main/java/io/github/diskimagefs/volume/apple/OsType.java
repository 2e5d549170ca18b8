package io.github.diskimagefs.volume.apple;

import java.nio.charset.StandardCharsets;

/** Four-character codes: file types, creators and signatures as 32 bits (OSType, FourCharCode). */
public final class OsType {
  private OsType() {}

  /** Returns the code of four characters, each below U+0100. */
  public static int of(String text) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | text.charAt(i);
    }
    return value;
  }

  /** Returns the four characters of a code. */
  public static String text(int value) {
    byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
