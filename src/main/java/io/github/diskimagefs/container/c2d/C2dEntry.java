package io.github.diskimagefs.container.c2d;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.sector.TrackMode;
import java.nio.charset.StandardCharsets;

/**
 * A track block of 44 bytes: an index of a track.
 *
 * @param first first sector
 * @param last last sector
 * @param offset byte of the first sector; without meaning for INDEX 02 and later ones
 * @param sectorSize bytes of a stored sector, sub-channel included
 * @param isrc or empty
 * @param flags of the track: copy permitted, pre-emphasis, data
 * @param session from 1
 * @param track from 1
 * @param index from 0
 * @param mode 0 and 0xFF audio, 1 mode 1, 2 mode 2
 * @param compressed whether the sectors are compressed
 */
record C2dEntry(
    long first,
    long last,
    long offset,
    int sectorSize,
    String isrc,
    int flags,
    int session,
    int track,
    int index,
    int mode,
    boolean compressed) {
  static final int LENGTH = 44;

  private static final int MAX_SECTOR = 0xFFFF;

  static C2dEntry read(Struct struct) throws MalformedImageException {
    String isrc = struct.text(24, 12, StandardCharsets.ISO_8859_1);
    return new C2dEntry(
        struct.u32(4),
        struct.u32(8),
        struct.s64(12),
        (int) Math.min(MAX_SECTOR, struct.u32(20)),
        isrc.matches("[A-Z0-9]{12}") ? isrc : "",
        struct.u8(36),
        struct.u8(37),
        struct.u8(38),
        struct.u8(39),
        struct.u8(40),
        struct.u8(41) != 0);
  }

  TrackMode kind() {
    return switch (mode) {
      case 1 -> TrackMode.MODE1;
      case 2 -> TrackMode.MODE2;
      default -> TrackMode.AUDIO;
    };
  }

  /** Returns the bits of sub-channel Q, in which the first two are the other way round. */
  int control() {
    return ((flags & 1) << 1) | ((flags >> 1) & 1) | (flags & 4);
  }
}
