package io.github.diskimagefs.container.chd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An entry of the list of metadata.
 *
 * @param tag four characters
 * @param flags {@link #CHECKSUM}
 * @param length of its data in bytes
 * @param offset of its data in the file
 * @param next offset of the next entry, 0 for none
 */
record MetadataEntry(String tag, int flags, int length, long offset, long next) {
  /** Set if the data are part of the image's SHA-1. */
  static final int CHECKSUM = 1;

  private static final int HEADER = 16;

  /** Tracks and sessions of a disc, and what a hard disk states, are far fewer. */
  private static final int MAX_ENTRIES = 1024;

  /** Bytes of a text that are read. */
  private static final int MAX_TEXT_BYTES = 1024;

  /**
   * Reads the list.
   *
   * @param first offset of the first entry, 0 for none
   * @throws MalformedImageException if it leaves the file, is longer than any, or goes in a circle
   */
  static List<MetadataEntry> list(ByteSource file, long first) throws IOException {
    List<MetadataEntry> entries = new ArrayList<>();
    Set<Long> offsets = new HashSet<>();
    for (long offset = first; offset != 0; offset = entries.get(entries.size() - 1).next) {
      Struct in = Struct.read("CHD metadata", file, offset, HEADER, ByteOrder.BIG_ENDIAN);
      if (!offsets.add(offset) || entries.size() == MAX_ENTRIES) {
        throw in.malformed("the list has more than %d entries, or goes in a circle", MAX_ENTRIES);
      }
      entries.add(read(in, offset, file.size()));
    }
    return entries;
  }

  private static MetadataEntry read(Struct in, long offset, long fileSize)
      throws MalformedImageException {
    int length = (int) in.u32(4) & 0xFF_FFFF;
    if (length > fileSize - offset - HEADER) {
      throw in.malformed("%d bytes, but the file ends at byte %d", length, fileSize);
    }
    return new MetadataEntry(
        in.text(0, 4, ISO_8859_1), in.u8(4), length, offset + HEADER, in.s64(8));
  }

  /** Reads the data, up to a number of bytes. */
  Struct data(ByteSource file, int max) throws IOException {
    return Struct.read(
        "CHD metadata " + tag.strip(), file, offset, Math.min(max, length), ByteOrder.BIG_ENDIAN);
  }

  /** Reads the data as text, which a NUL ends. */
  String text(ByteSource file) throws IOException {
    Struct data = data(file, MAX_TEXT_BYTES);
    String text = data.text(0, data.length(), ISO_8859_1);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
