package io.github.diskimagefs.container.macbinary;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;

/** Entries of an AppleSingle or AppleDouble file (RFC 1740, appendix A). */
final class AppleSingle {
  static final int SINGLE = 0x00051600;
  static final int DOUBLE = 0x00051607;

  private static final int HEADER = 26;
  private static final int ENTRY = 12;

  /** Maximum number of entries that are read; fifteen identifiers are defined. */
  private static final int MAX_ENTRIES = 64;

  private static final int DATA_FORK = 1;
  private static final int RESOURCE_FORK = 2;

  private AppleSingle() {}

  /** Returns both forks of an AppleSingle file; null if it is none. */
  static Forks single(ByteSource file) throws IOException {
    ByteSource data = entry(file, SINGLE, DATA_FORK);
    return data == null
        ? null
        : new Forks("AppleSingle", "", "", data, entry(file, SINGLE, RESOURCE_FORK));
  }

  /** Returns the resource fork of an AppleDouble file; null if it is none. */
  static ByteSource resourceFork(ByteSource file) throws IOException {
    return entry(file, DOUBLE, RESOURCE_FORK);
  }

  private static ByteSource entry(ByteSource file, int signature, int id) throws IOException {
    if (file.size() < HEADER + ENTRY) {
      return null;
    }
    Struct header = Struct.read("AppleSingle header", file, 0, HEADER, ByteOrder.BIG_ENDIAN);
    int count = Math.min(MAX_ENTRIES, header.u16(24));
    if (header.s32(0) != signature || HEADER + (long) count * ENTRY > file.size()) {
      return null;
    }
    Struct entries =
        Struct.read("AppleSingle entries", file, HEADER, count * ENTRY, ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < count; i++) {
      long offset = entries.u32(i * ENTRY + 4);
      long length = entries.u32(i * ENTRY + 8);
      if (entries.u32(i * ENTRY) == id && length > 0 && offset + length <= file.size()) {
        return file.slice(offset, length);
      }
    }
    return null;
  }
}
