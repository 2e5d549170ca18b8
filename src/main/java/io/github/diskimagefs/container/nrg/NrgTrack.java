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
 * @param end byte behind the last sector
 * @param start block address of INDEX 01; not above 0 where not said
 * @param isrc or empty
 */
record NrgTrack(
    int number, SectorLayout layout, long begin, long data, long end, long start, String isrc) {

  private static final int DAO_HEADER = 22;

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
    for (int at = DAO_HEADER; at <= chunk.length() - entry; at += entry) {
      Struct in = chunk.slice(at, entry);
      int size = in.u16(12);
      SectorLayout layout = layout(in, in.u8(14), size);
      tracks.add(
          new NrgTrack(
              first + tracks.size(),
              layout,
              wide ? in.u64(18) : in.u32(18),
              wide ? in.u64(26) : in.u32(22),
              wide ? in.u64(34) : in.u32(26),
              -1,
              text(in, 0, 12)));
    }
    return tracks;
  }

  /** Track at once: ETNF has 32 bits, ETN2 has 64. No pregap is stored. */
  static List<NrgTrack> tao(Struct chunk, boolean wide) throws MalformedImageException {
    int entry = wide ? 32 : 20;
    List<NrgTrack> tracks = new ArrayList<>();
    for (int at = 0; at <= chunk.length() - entry; at += entry) {
      Struct in = chunk.slice(at, entry);
      long offset = wide ? in.u64(0) : in.u32(0);
      long length = wide ? in.u64(8) : in.u32(4);
      int mode = in.s32(wide ? 16 : 8);
      long start = in.s32(wide ? 20 : 12);
      if (offset > Long.MAX_VALUE - length) {
        throw in.malformed("track of %d bytes at %d", length, offset);
      }
      start += start > 0 ? GAP * tracks.size() : 0;
      tracks.add(new NrgTrack(0, layout(in, mode, 0), offset, offset, offset + length, start, ""));
    }
    return tracks;
  }

  /** The media catalog number of a DAOI or DAOX chunk, or empty. */
  static String catalog(Struct chunk) throws MalformedImageException {
    return text(chunk, 4, 13);
  }

  private static String text(Struct in, int offset, int length) throws MalformedImageException {
    String text = in.text(offset, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    String cut = (end < 0 ? text : text.substring(0, end)).strip();
    return cut.matches("[0-9A-Za-z-]+") && !cut.matches("0+") ? cut : "";
  }

  /** Mode numbers as Nero writes them; {@code size} is 0 where the chunk has none. */
  private static SectorLayout layout(Struct in, int mode, int size) throws MalformedImageException {
    TrackMode kind;
    int usual;
    switch (mode) {
      case 0 -> {
        kind = TrackMode.MODE1;
        usual = 2048;
      }
      case 2 -> {
        kind = TrackMode.MODE2;
        usual = 2048;
      }
      case 3 -> {
        kind = TrackMode.MODE2;
        usual = 2336;
      }
      case 5 -> {
        kind = TrackMode.MODE1;
        usual = 2352;
      }
      case 6 -> {
        kind = TrackMode.MODE2;
        usual = 2352;
      }
      case 7 -> {
        kind = TrackMode.AUDIO;
        usual = 2352;
      }
      case 15 -> {
        kind = TrackMode.MODE1;
        usual = 2448;
      }
      case 16 -> {
        kind = TrackMode.AUDIO;
        usual = 2448;
      }
      case 17 -> {
        kind = TrackMode.MODE2;
        usual = 2448;
      }
      default -> throw in.malformed("track mode %d", mode);
    }
    SectorLayout layout = SectorLayout.of(kind, size == 0 ? usual : size);
    if (layout == null) {
      throw in.malformed("sectors of %d bytes in track mode %d", size, mode);
    }
    return layout;
  }
}
