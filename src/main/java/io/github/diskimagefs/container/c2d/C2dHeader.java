package io.github.diskimagefs.container.c2d;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.CdText;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The header, and the blocks that it refers to.
 *
 * @param catalogue media catalogue number, or empty
 * @param cdText texts by track number, 0 for the disc
 * @param entries one for each index of each track
 */
record C2dHeader(
    String catalogue, Map<Integer, Map<String, String>> cdText, List<C2dEntry> entries) {
  static final String NAME = "C2D (WinOnCD) header";

  private static final int LENGTH = 64;

  /** Limit of CD-TEXT in bytes: eight languages of 256 packs have less. */
  private static final int MAX_TEXT_BYTES = 1 << 16;

  /** Limit of the entries: 99 tracks of 99 indexes. */
  private static final int MAX_ENTRIES = 99 * 99;

  static C2dHeader read(ByteSource file) throws IOException {
    Struct struct = Struct.read(NAME, file, 0, LENGTH, ByteOrder.LITTLE_ENDIAN);
    int count = struct.u16(50);
    if (count == 0 || count > MAX_ENTRIES) {
      throw struct.mismatch("1 to " + MAX_ENTRIES + " track blocks", count);
    }
    Struct blocks =
        Struct.read(
            "C2D track blocks",
            file,
            struct.u32(56),
            count * C2dEntry.LENGTH,
            ByteOrder.LITTLE_ENDIAN);
    List<C2dEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(C2dEntry.read(blocks.slice(i * C2dEntry.LENGTH, C2dEntry.LENGTH)));
    }
    String catalogue = struct.text(36, 13, StandardCharsets.ISO_8859_1);
    boolean valid = struct.u16(34) != 0 && catalogue.matches("\\d{13}");
    int texts = (int) Math.min(MAX_TEXT_BYTES, struct.u32(52));
    Map<Integer, Map<String, String>> cdText = Map.of();
    if (texts > 0 && struct.u16(32) <= file.size() - texts) {
      cdText =
          CdText.read(
              Struct.read("C2D CD-TEXT", file, struct.u16(32), texts, ByteOrder.LITTLE_ENDIAN)
                  .bytes());
    }
    return new C2dHeader(valid ? catalogue : "", cdText, entries);
  }
}
