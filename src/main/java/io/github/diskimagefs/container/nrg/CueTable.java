package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.Msf;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of CUES (times) or CUEX (block addresses).
 *
 * @param entries in their order
 */
record CueTable(List<Entry> entries) {

  /**
   * An entry.
   *
   * @param control bits of sub-channel Q
   * @param track 0 for the lead-in, 0xAA for the lead-out
   * @param block by CUEX, or by CUES read as binary numbers
   * @param decimal by CUES read as decimal digits, for both are found; else as {@code block}
   */
  record Entry(int control, int track, int index, long block, long decimal) {}

  static CueTable read(Struct chunk, boolean wide) throws MalformedImageException {
    List<Entry> entries = new ArrayList<>();
    for (int offset = 0; offset <= chunk.length() - 8; offset += 8) {
      int track = chunk.u8(offset + 1);
      long block;
      long decimal;
      if (wide) {
        block = chunk.s32(offset + 4);
        decimal = block;
      } else {
        block =
            address(Msf.sectors(chunk.u8(offset + 5), chunk.u8(offset + 6), chunk.u8(offset + 7)));
        decimal =
            address(
                Msf.sectors(
                    Msf.bcd(chunk.u8(offset + 5)),
                    Msf.bcd(chunk.u8(offset + 6)),
                    Msf.bcd(chunk.u8(offset + 7))));
      }
      entries.add(
          new Entry(
              chunk.u8(offset) >> 4,
              track == 0xAA ? track : Math.max(0, Msf.bcd(track)),
              chunk.u8(offset + 2),
              block,
              decimal));
    }
    return new CueTable(entries);
  }

  private static long address(long sectors) {
    return sectors < 0 ? Long.MIN_VALUE : sectors - Msf.OFFSET;
  }

  /** The entry of a track's index, or null. */
  Entry find(int track, int index) {
    for (Entry entry : entries) {
      if (entry.track == track && entry.index == index) {
        return entry;
      }
    }
    return null;
  }
}
