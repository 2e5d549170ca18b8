package io.github.diskimagefs.container.nrg;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.SectorLayout;
import io.github.diskimagefs.sector.TrackMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A track as DAOI, DAOX, ETNF or ETN2 give it.
 *
 * @param number 1-based, on the disc; 0 where the chunk does not say
 * @param layout by mode and sector size
 * @param begin byte of the first stored sector, pregap included
 * @param data byte of INDEX 01
 * @param end byte after the last sector
 * @param start block address of INDEX 01; 0 or less if not stated
 * @param isrc or empty
 */
record NrgTrack(
    int number, SectorLayout layout, long begin, long data, long end, long start, String isrc) {

  private static final int DAO_HEADER = 22;

  private static final int TINF_ENTRY = 12;

  /**
   * Sectors that a drive writes before each track that is written alone, and Nero does not count.
   */
  private static final int GAP = 150;

  /** Disc at once: DAOI has offsets of 32 bits, DAOX of 64. */
  static List<NrgTrack> dao(Struct chunk, boolean wide) throws MalformedImageException {
    int entry = wide ? 42 : 30;
    if (chunk.length() < DAO_HEADER) {
      throw chunk.malformed("needs %d bytes, has %d", DAO_HEADER, chunk.length());
    }
    int first = chunk.u8(20);
    List<NrgTrack> tracks = new ArrayList<>();
    for (int offset = DAO_HEADER; offset <= chunk.length() - entry; offset += entry) {
      Struct struct = chunk.slice(offset, entry);
      int size = struct.u16(12);
      SectorLayout layout = layout(struct, struct.u8(14), size);
      tracks.add(
          new NrgTrack(
              first + tracks.size(),
              layout,
              wide ? struct.u64(18) : struct.u32(18),
              wide ? struct.u64(26) : struct.u32(22),
              wide ? struct.u64(34) : struct.u32(26),
              -1,
              text(struct, 0, 12)));
    }
    return tracks;
  }

  /** Track at once: ETNF has 32 bits, ETN2 has 64. No pregap is stored. */
  static List<NrgTrack> tao(Struct chunk, boolean wide) throws MalformedImageException {
    int entry = wide ? 32 : 20;
    List<NrgTrack> tracks = new ArrayList<>();
    for (int i = 0; i <= chunk.length() - entry; i += entry) {
      Struct struct = chunk.slice(i, entry);
      long offset = wide ? struct.u64(0) : struct.u32(0);
      long length = wide ? struct.u64(8) : struct.u32(4);
      int mode = struct.s32(wide ? 16 : 8);
      long start = struct.s32(wide ? 20 : 12);
      start += start > 0 ? GAP * tracks.size() : 0;
      tracks.add(alone(struct, mode, offset, length, start));
    }
    return tracks;
  }

  /** Track at once by TINF, which Nero wrote before version 5: 32 bits, without addresses. */
  static List<NrgTrack> beforeVersion5(Struct chunk) throws MalformedImageException {
    List<NrgTrack> tracks = new ArrayList<>();
    long start = 0;
    for (int i = 0; i <= chunk.length() - TINF_ENTRY; i += TINF_ENTRY) {
      Struct struct = chunk.slice(i, TINF_ENTRY);
      NrgTrack track = alone(struct, struct.s32(8), struct.u32(0), struct.u32(4), start);
      tracks.add(track);
      start += track.layout.sectors(track.end - track.data) + GAP;
    }
    return tracks;
  }

  private static NrgTrack alone(Struct struct, int mode, long offset, long length, long start)
      throws MalformedImageException {
    if (offset > Long.MAX_VALUE - length) {
      throw struct.malformed("track of %d bytes at %d", length, offset);
    }
    return new NrgTrack(0, layout(struct, mode, 0), offset, offset, offset + length, start, "");
  }

  /** The media catalog number of a DAOI or DAOX chunk, or empty. */
  static String catalog(Struct chunk) throws MalformedImageException {
    return text(chunk, 4, 13);
  }

  private static String text(Struct struct, int offset, int length) throws MalformedImageException {
    String text = struct.text(offset, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    String cut = (end < 0 ? text : text.substring(0, end)).strip();
    return cut.matches("[0-9A-Za-z-]+") && !cut.matches("0+") ? cut : "";
  }

  /** Mode numbers as Nero writes them; {@code size} is 0 where the chunk has none. */
  private static SectorLayout layout(Struct struct, int mode, int size)
      throws MalformedImageException {
    TrackMode kind =
        switch (mode) {
          case 0, 5, 15 -> TrackMode.MODE1;
          case 2, 3, 6, 17 -> TrackMode.MODE2;
          case 7, 16 -> TrackMode.AUDIO;
          default -> throw struct.malformed("track mode %d", mode);
        };
    int usual =
        switch (mode) {
          case 0, 2 -> 2048;
          case 3 -> 2336;
          case 5, 6, 7 -> 2352;
          default -> 2448;
        };
    SectorLayout layout = SectorLayout.of(kind, size == 0 ? usual : size);
    if (layout == null) {
      throw struct.malformed("sectors of %d bytes in track mode %d", size, mode);
    }
    return layout;
  }
}
