package io.github.diskimagefs.volume.fat;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import java.nio.charset.Charset;

/**
 * Short names: eight characters and an extension of three, in the charset of the system that wrote
 * them, which the volume does not record (FAT specification 6.1).
 */
final class ShortName {
  /** Bytes of a short name. */
  static final int LENGTH = 11;

  private static final int BASE = 8;
  private static final int LOWER_BASE = 0x08;
  private static final int LOWER_EXTENSION = 0x10;

  /** In the place of the first byte 0xE5, which would mark a deleted entry. */
  private static final int KANJI = 0x05;

  private static final byte DELETED = (byte) 0xE5;

  private final Charset charset;

  /** Creates a decoder of short names. */
  ShortName(Charset charset) {
    this.charset = charset;
  }

  /** Returns whether a name may be a short one: eight characters, a dot and three. */
  static boolean possible(String name) {
    int dot = name.lastIndexOf('.');
    int base = dot < 0 ? name.length() : dot;
    return base <= BASE && name.length() - base <= LENGTH - BASE + 1;
  }

  /** Returns the sum of a short name that its long name's entries repeat (7.2). */
  static int checksum(Struct struct, int at) throws MalformedImageException {
    int sum = 0;
    for (int i = at; i < at + LENGTH; i++) {
      sum = ((sum & 1) << 7) + (sum >> 1) + struct.u8(i) & 0xFF;
    }
    return sum;
  }

  /**
   * Returns the name of an entry.
   *
   * @param at the offset of the name in {@code struct}
   * @param caseBits of the byte DIR_NTRes: Windows NT shows base or extension in lower case
   */
  String decode(Struct struct, int at, int caseBits) throws MalformedImageException {
    String base = part(struct, at, BASE, (caseBits & LOWER_BASE) != 0, true);
    boolean lower = (caseBits & LOWER_EXTENSION) != 0;
    String extension = part(struct, at + BASE, LENGTH - BASE, lower, false);
    return extension.isEmpty() ? base : base + '.' + extension;
  }

  /** Returns a volume label: the same bytes, without a dot. */
  String label(Struct entry) throws MalformedImageException {
    return part(entry, 0, LENGTH, false, true);
  }

  private String part(Struct struct, int offset, int length, boolean lower, boolean first)
      throws MalformedImageException {
    int end = offset + length;
    while (end > offset && struct.u8(end - 1) == ' ') {
      end--;
    }
    byte[] bytes = struct.bytes(offset, end - offset);
    if (first && bytes.length > 0 && bytes[0] == KANJI) {
      bytes[0] = DELETED;
    }
    String text = new String(bytes, charset);
    return lower ? lower(text) : text;
  }

  /** Character by character, so that the length stays. */
  private static String lower(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = Character.toLowerCase(chars[i]);
    }
    return new String(chars);
  }
}
