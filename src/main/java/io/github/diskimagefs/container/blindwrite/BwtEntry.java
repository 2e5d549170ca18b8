package io.github.diskimagefs.container.blindwrite;

import io.github.diskimagefs.container.StructReader;
import io.github.diskimagefs.sector.TrackMode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry of the table of contents.
 *
 * @param file name of the file of sectors, or empty for that of the descriptor
 * @param offset byte in the file of a place 150 sectors before INDEX 01, less {@code adjustment}
 * @param session from 1
 * @param control bits of sub-channel Q
 * @param mode 0 audio, 1 mode 1, 2 mode 2
 * @param point track number; from 0xA0 on, lead-in and lead-out
 * @param adjustment sectors by which {@code offset} is nearer to INDEX 01
 * @param end logical block address after the last sector
 * @param pregap logical block address of INDEX 00, or 0 and less if it is not stored
 * @param start logical block address of INDEX 01
 * @param texts CD-TEXT, and ISRC or catalogue number
 */
record BwtEntry(
    String file,
    long offset,
    int session,
    int control,
    int mode,
    int point,
    long adjustment,
    long end,
    long pregap,
    long start,
    Map<String, String> texts) {

  /** Names of the texts, which are in the order of the types of packs, 0x80 to 0x8E. */
  private static final List<String> TEXTS =
      List.of(
          "title",
          "performer",
          "songwriter",
          "composer",
          "arranger",
          "message",
          "discid",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "isrc");

  static BwtEntry read(StructReader in, Optional<Charset> charset) throws IOException {
    String file = BwtDescriptor.text(in, charset);
    long offset = in.u32();
    in.skip(1 + 3 + 4 + 1); // sub-channel
    int session = in.u8();
    in.skip(1);
    int control = in.u8() & 0xF;
    in.skip(1);
    int mode = in.u8();
    in.skip(1);
    int point = in.u8();
    in.skip(8);
    long adjustment = in.u32();
    in.skip(4 + 2);
    long end = in.u32();
    in.skip(1);
    long pregap = in.s32();
    long start = in.s32();
    in.skip(8);
    Map<String, String> texts = new TreeMap<>();
    for (String name : TEXTS) {
      String text = BwtDescriptor.text(in, charset).strip();
      if (!text.isEmpty() && !name.isEmpty()) {
        texts.put(name, text);
      }
    }
    return new BwtEntry(
        file, offset, session, control, mode, point, adjustment, end, pregap, start, texts);
  }

  TrackMode kind() {
    return mode == 0 ? TrackMode.AUDIO : mode == 1 ? TrackMode.MODE1 : TrackMode.MODE2;
  }
}
