package io.github.diskimagefs.volume.hfsplus;

import java.nio.charset.StandardCharsets;

/** Types and creators: four characters in 32 bits. */
final class OsType {
  private OsType() {}

  static int of(String text) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | text.charAt(i);
    }
    return value;
  }

  static String text(int value) {
    byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
