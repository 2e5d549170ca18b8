package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.VolumeNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes names of identifiers, as one tree has them. */
final class NameDecoder {
  private final HierarchyKind tree;
  private final Charset charset;

  /**
   * Creates a decoder.
   *
   * @param charset of names in bytes, or null: UTF-8, and ISO 8859-1 where that does not fit
   */
  NameDecoder(HierarchyKind tree, Charset charset) {
    this.tree = tree;
    this.charset = charset;
  }

  /** The name to show, what only plain ISO 9660 needs taken off. */
  String shown(Struct in, DirectoryRecord record) throws MalformedImageException {
    return VolumeNames.clean(
        stripped(identifier(in, record), record.is(DirectoryRecord.DIRECTORY)));
  }

  /** The identifier as recorded. */
  String identifier(Struct in, DirectoryRecord record) throws MalformedImageException {
    return identifier(in, record.offset() + 33, record.nameLength());
  }

  String identifier(Struct in, int offset, int length) throws MalformedImageException {
    return tree == HierarchyKind.JOLIET ? ucs2(in, offset, length) : text(in, offset, length);
  }

  /** Takes the version number off, and in plain trees a dot at the end of a file's name. */
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

  /** Where the version number begins with its semicolon, §7.5.1; the length if there is none. */
  static int version(String identifier) {
    int offset = identifier.length();
    while (offset > 0
        && identifier.charAt(offset - 1) >= '0'
        && identifier.charAt(offset - 1) <= '9') {
      offset--;
    }
    return offset > 0 && identifier.charAt(offset - 1) == ';' ? offset - 1 : identifier.length();
  }

  /** Bytes as text. */
  String text(Struct in, int offset, int length) throws MalformedImageException {
    if (charset != null) {
      return in.text(offset, length, charset);
    }
    String text = in.text(offset, length, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : in.text(offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Big-endian 16-bit units as they are, surrogates without a partner too. */
  static String ucs2(Struct in, int offset, int length) throws MalformedImageException {
    Struct big = in.bigEndian();
    char[] units = new char[length / 2];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) big.u16(offset + 2 * i);
    }
    return new String(units);
  }
}
