package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.PathSafeNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decoder of the identifiers of one hierarchy.
 *
 * @param charset of names in bytes, or null: UTF-8, and ISO 8859-1 where that does not fit
 */
record NameDecoder(HierarchyKind tree, Charset charset) {
  /** Returns the name to show, without the parts that only plain ISO 9660 needs. */
  String shown(Struct struct, DirectoryRecord record) throws MalformedImageException {
    return PathSafeNames.clean(
        stripped(identifier(struct, record), record.is(DirectoryRecord.DIRECTORY)));
  }

  /** Returns the identifier as recorded. */
  String identifier(Struct struct, DirectoryRecord record) throws MalformedImageException {
    return identifier(struct, record.offset() + 33, record.nameLength());
  }

  String identifier(Struct struct, int offset, int length) throws MalformedImageException {
    return tree == HierarchyKind.JOLIET
        ? ucs2(struct, offset, length)
        : text(struct, offset, length);
  }

  /** Removes the version number, and in plain hierarchies a dot at the end of a file's name. */
  private String stripped(String identifier, boolean directory) {
    if (directory || tree == HierarchyKind.ISO1999) {
      return identifier;
    }
    int end = version(identifier);
    if (tree != HierarchyKind.JOLIET && end > 1 && identifier.charAt(end - 1) == '.') {
      end--;
    }
    return end == 0 ? identifier : identifier.substring(0, end);
  }

  /**
   * Returns the index of the semicolon of the version number, §7.5.1, or the length if there is
   * none: a semicolon that no digit follows belongs to the name.
   */
  static int version(String identifier) {
    int length = identifier.length();
    int offset = length;
    while (offset > 0
        && identifier.charAt(offset - 1) >= '0'
        && identifier.charAt(offset - 1) <= '9') {
      offset--;
    }
    boolean version = offset > 0 && offset < length && identifier.charAt(offset - 1) == ';';
    return version ? offset - 1 : length;
  }

  /** Reads text. */
  String text(Struct struct, int offset, int length) throws MalformedImageException {
    if (charset != null) {
      return struct.text(offset, length, charset);
    }
    String text = struct.text(offset, length, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 || valid(text, struct.bytes(offset, length))
        ? text
        : struct.text(offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Returns whether bytes are the UTF-8 of a text: U+FFFD may be part of it. */
  private static boolean valid(String text, byte[] bytes) {
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** Reads big-endian 16-bit units as they are, unpaired surrogates too. */
  static String ucs2(Struct struct, int offset, int length) throws MalformedImageException {
    Struct big = struct.bigEndian();
    char[] units = new char[length / 2];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) big.u16(offset + 2 * i);
    }
    return new String(units);
  }
}
