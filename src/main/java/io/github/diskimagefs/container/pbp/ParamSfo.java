package io.github.diskimagefs.container.pbp;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The title among the parameters of a package (PARAM.SFO: header, entries of 16 bytes, names,
 * values).
 *
 * @param title empty if it is not recorded
 */
record ParamSfo(String title) {
  private static final ParamSfo NONE = new ParamSfo("");
  private static final int HEADER_LENGTH = 20;
  private static final int ENTRY_LENGTH = 16;

  /** Real ones have about a kilobyte. */
  private static final int MAX_LENGTH = 64 << 10;

  private static final int UTF_8 = 0x0204;

  /** Reads the title; broken parameters are ignored, because nothing depends on them. */
  static ParamSfo read(ByteSource file, long start, long end) throws IOException {
    long length = Math.min(Math.min(end, file.size()) - start, MAX_LENGTH);
    if (length < HEADER_LENGTH) {
      return NONE;
    }
    Struct in = Struct.read("PARAM.SFO", file, start, (int) length, ByteOrder.LITTLE_ENDIAN);
    if (!in.has(0, "\0PSF")) {
      return NONE;
    }
    long names = in.u32(8);
    long values = in.u32(12);
    long count = Math.min(in.u32(16), (length - HEADER_LENGTH) / ENTRY_LENGTH);
    for (int i = 0; i < count; i++) {
      Struct entry = in.slice(HEADER_LENGTH + i * ENTRY_LENGTH, ENTRY_LENGTH);
      long name = names + entry.u16(0);
      long value = values + entry.u32(12);
      long size = entry.u32(4);
      if (name < length
          && in.has((int) name, "TITLE\0")
          && entry.u16(2) == UTF_8
          && size <= length
          && value <= length - size) {
        String title = in.text((int) value, (int) size, StandardCharsets.UTF_8);
        int nul = title.indexOf('\0');
        return new ParamSfo(nul < 0 ? title : title.substring(0, nul));
      }
    }
    return NONE;
  }
}
